"""The words that stand around names: titles, kinship, "called", and what is never a name."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: After these comes a name, whatever word it is.
TITLES = _set(
    "auntie aunty constable dame doctor dr imam inspector mister mr mrs ms pastor prof professor rabbi "
    "rev reverend sergeant sgt uncle "
)
#: After these a name may come.
CALLINGS = _set(
    "aunt big brother canon cousin father gran grandad grandma grandpa granny lady little lord matron "
    "miss nan nana nanny nurse old poor sir sister wee young "
)
KIN = _set(
    "advocate aunt auntie baby bloke boss boy boyfriend brother caretaker chap chaplain cook "
    "coordinator counsellor cousin daughter doctor dog eldest ex fella friend friends girl girlfriend "
    "guy husband keyworker kid lad lads landlady landlord man manager mate mates neighbour nephew niece "
    "nurse pal partner priest psychiatrist psychologist sister solicitor son student teacher therapist "
    "uncle vicar wife woman worker youngest "
)
CALLED = _set("called named nicknamed")
NAMED = _set("name names")
IS = _set("is was")
SAYING = _set(
    "asked came goes had kept laughed phoned rang reckoned reckons said says taught told used was were"
)
SPOKEN = _set("goes laughed phoned rang reckoned reckons said says")
HE = _set("he he'd he'll he's she she'd she'll she's they they'd who who's")
CALLERS = _set("everybody everyone i they we")
POSTS = _set("days earlies lates nights reception")
AND = _set("and or")
ME = _set("her him me them us you")
#: Never a name where nothing is written large.
SMALL = _set(
    "a about after again all also always am an and another any anybody anyone anything are as ask asked "
    "at away back be because been before being bit both but by came can cause come cos could dad day "
    "did do does done down each else even ever every everybody everyone everything few first for four "
    "friend from get go goes going gone got had has have having he her here him his home hospital house "
    "how i if in into is it its just knew know last like look looked lot mam many mate may me might "
    "more most much mum must my names never next night no nobody none not nothing now of off oh on once "
    "one only or other our out over own people people's really round said same saw say says school see "
    "self shall she should so some somebody someone something still such tell than that the their them "
    "then there these they thing things think this those thought three through till time to today told "
    "too twice two until up us very want wanted was we well went were what when where which who why "
    "will with work would yeah yes you your "
)
WARDS = _set("unit ward")
HOUSES = _set("court house lodge suite villa")
#: What stands before "ward" or "house" and does not name it.
NO_WARD = _set(
    "acute admission adult assessment baby big boarding care children's childrens coffee community "
    "council crisis day dementia elderly emergency empty female full general geriatric half halfway health "
    "high intensive isolation light locked low main male maternity medical men's mens mental mixed mother "
    "new nice old open psychiatric public recovery rehab safe secure small stroke surgical tea whole "
    "women's womens work"
)
ORGANISED = _set("anchor arms club foundation hospital infirmary inn project society tavern theatre trust")
SHIPS = _set("hms hmt mv rfa rms ss")
#: Before where somebody was.
LEADING = _set("at by from in off on to under")
STREETS = _set("avenue bridge crescent estate lane road street terrace")
#: What people who are named together did.
TOLD_OF = _set("they'd were used had went came")
