"""Small lists of English words that every study shares: what carries no theme of its own."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """Read a list as it is easiest to read."""
    return frozenset(words.split())


#: Sounds of thinking. They are passed over, so that "no, um, friends" is still "no friends".
FILLERS = listed("ah aye eh em er erm hm hmm mhm mm mmm oh uh uhm um umm")

#: Words that hold sentences together. They never make two texts alike.
LIGHT = listed(
    """
    a about after again all also am an and another any are as at away back be because been before being both
    but by can cannot could did do does done down each either else ever every few for from get go got had has
    have he her here hers herself him himself his how however i if in into is it its itself just lot many may
    me might mine more most much must my myself no nor not of off on one only or other our ours ourselves
    out over own quite rather really same shall she should since so some still such than that the their theirs
    them themselves then there these they this those though through to too under until up us very was we
    well were what when where whether which while who whom whose why will with without would yeah yes yet you
    your yours yourself
    """
)

#: Words so frequent in talk that they say little, although they stand in definitions.
COMMON = listed(
    """
    able ask become begin bit bring call come day end feel find first give good happen hear help
    keep know last leave let life like little live look lot make mean month need never new nice old part people
    person place put right say see seem show start stop sort stuff take talk tell thing think time try turn
    use want way week word work world year someone somebody something anyone anybody anything everyone
    everybody everything nobody nothing somewhere nowhere
    """
)
