"""Passages that can give somebody away without a name: what happened to them is known to whoever lives near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from qualkit.privacy.folding import folded
from qualkit.privacy.wordlists import places

if TYPE_CHECKING:
    from collections.abc import Iterator

Verdict = Literal["could be known", "could not be known"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
#: Without full stops a passage is this much on each side of what was found.
_AROUND = 160
_LONGEST = 400
_CHILD = r"(?:child(?:ren)?|kids?|bab(?:y|ies)|son|daughter|little (?:girl|boy)|boys|girls)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"christmas|easter|new year)"
)
_SOMEBODY = r"(?:i|he|she|dad|father|mum|mother|husband|wife|brother|sister)"
_THEM = r"(?:my|his|her|our|their|him|her|them)"
_ONE = (
    r"(?:person|man|woman|girl|boy|one|family|child|student|patient|nurse|doctor|teacher|driver|survivor|"
    r"black|asian|gay|deaf|blind)"
)
_RARE = (
    r"(?:lighthouse keeper|vicar|priest|minister|imam|rabbi|bishop|head ?teacher|headmaster|headmistress|mayor|"
    r"councillor|magistrate|judge|barrister|detective|surgeon|consultant|pilot|jockey|footballer|boxer|"
    r"ballet dancer|dancer|actor|actress|singer|novelist|author|trawlerman|skipper|coxswain|gamekeeper|farrier|"
    r"blacksmith|thatcher|undertaker|prison officer|firefighter|fireman|paramedic|midwife|professor|"
    r"member of parliament|postmistress|postmaster|publican|landlady|zoo ?keeper|stonemason|beekeeper)"
)
#: What a passage may tell of, and how it sounds in folded words: any of these.
_SOUNDS: dict[str, tuple[str, ...]] = {
    "a fire": (
        r"(?:house|flat|shop|factory|school|church|caravan) (?:was on fire|fire|burn(?:t|ed)? down)",
        r"burn(?:t|ed) (?:down|to the ground)",
        r"set (?:\w+ ){0,3}(?:on fire|fire to|alight)",
        r"arson",
    ),
    "a killing": (
        r"murder(?:ed|er)?|manslaughter|stabbed|inquest",
        r"(?:was|were|got|been) (?:killed|shot|strangled|run over)",
        rf"(?:killed|shot|strangled) {_THEM}",
    ),
    "a death that was talked of": (
        r"(?:hanged|hung|drowned|gassed) (?:him|her|them|my)sel(?:f|ves)",
        r"drowned|took (?:his|her) own life|found (?:him|her) (?:dead|hanging)",
        r"jumped (?:off|from|in front of)",
    ),
    "a child taken": (
        rf"(?:took|taken|take|removed|remove|lost) (?:\w+ ){{0,3}}{_CHILD}(?: (?:off|away|from))?",
        rf"{_CHILD} (?:was|were|got|been) (?:taken|removed|adopted|fostered)",
        r"taken into care|put (?:\w+ )?up for adoption",
    ),
    "a court or a prison": (
        r"sentenced|on trial|the jury|in prison|went to jail|got (?:\w+ ){1,2}years",
        r"(?:crown|magistrates'?|county) court|was (?:arrested|charged|convicted)",
    ),
    "the news": (
        r"in the (?:local )?(?:paper|papers|news|gazette|echo|chronicle)",
        r"on the (?:news|telly|television|radio)|journalists?|reporters?",
        r"(?:made|front page of) the (?:news|papers)",
    ),
    "an accident": (
        r"(?:car|coach|train|plane|bus|motorbike|helicopter) (?:crash|accident)",
        r"explosion|blew up|gas leak|mining disaster|pit (?:disaster|collapse)",
        r"boat (?:sank|went down)|went down with all hands|flooded out|landslide",
    ),
    "a rare job": (
        rf"{_SOMEBODY} (?:was|is|were|used to be|worked as|became) (?:an? |the )?(?:\w+ )?{_RARE}",
    ),
    "a first or an only": (
        (
            rf"the (?:first|only|youngest|oldest|last) (?:\w+ ){{0,2}}{_ONE}(?: \w+){{0,4}}? "
            r"(?:in|at|from|ever|who|to|there|left)"
        ),
    ),
    "a rare birth or illness": (
        r"triplets|quads|conjoined|amputated|(?:heart|liver|lung|kidney) transplant",
        r"lost (?:my|his|her) (?:leg|arm|sight|hand)",
    ),
}
_RULES = {
    name: re.compile(r"\b(?:" + "|".join(rules).replace(" ", r"\s+") + r")\b")
    for name, rules in _SOUNDS.items()
}
_NO_PLACES = frozenset({("may",), ("march",)})
_WHEN = re.compile(
    rf"\b(?:(?:19|20)\d\d|{_MONTH}|nineteen (?:\w+ty|oh)\b|the (?:summer|winter|spring|autumn) of)\b"
)
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_WORD = re.compile(r"[a-z']+")


class Story(NamedTuple):
    """A passage `[start, end)` of a text, and what it may tell of."""

    start: int
    end: int
    about: tuple[str, ...]


def find_stories(text: str) -> list[Story]:
    """Every sentence that may tell who somebody is; in words without full stops, what stands around.

    Examples
    --------
    >>> said = "I like tea. My brother was killed at the docks, it was in the papers. Then we moved."
    >>> [(said[s.start : s.end], s.about) for s in find_stories(said)]
    [('My brother was killed at the docks, it was in the papers.', ('a killing', 'the news'))]
    """
    plain = folded(text)
    return [
        Story(*plain.span(start, end), about)
        for start, end in _passages(plain.text)
        if (about := _about(plain.text[start:end]))
    ]


def _passages(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        if end - start <= _LONGEST:
            yield start, end
        else:
            yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of a stretch without full stops, each beginning at a word."""
    while end - start > _LONGEST:
        stop = text.rfind(" ", start, start + 2 * _AROUND)
        stop = stop if stop > start else start + 2 * _AROUND
        yield start, stop
        start = stop + 1
    if start < end:
        yield start, end


def _about(said: str) -> tuple[str, ...]:
    if not said.strip():
        return ()
    found = [name for name, rule in _RULES.items() if rule.search(said)]
    if _WHEN.search(said) and _names_a_place(said):
        found.append("a place and a date")
    return tuple(found)


def _names_a_place(said: str) -> bool:
    """Whether a place stands in it, also one that has been replaced."""
    words = _WORD.findall(said)
    known = places()
    lengths = (1, 2, 3)
    runs = (tuple(words[at : at + length]) for at in range(len(words)) for length in lengths)
    return "[place" in said or any(run in known and run not in _NO_PLACES for run in runs)
