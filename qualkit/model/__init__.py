"""The nouns: frozen values of the standard library alone.

A `Transcript` of `Turn`s is what was said. A `Segment` is a place in it. A `Codebook` of
`Code`s is what is looked for. A `Coding` joins the two, by a `Coder`. A `Suggestion` becomes
one only by a `Decision`. A `Participant` is whose words they are, and a `MemberCheck` is what
they are shown; a `Return` of `Answer`s is what they say to it, and an `Adjustment` what the group
makes of that. A `Theme` is the group's own sentence about codings that it has gathered.
"""

from qualkit.model.anchor import ANCHOR_STATES, AnchorState
from qualkit.model.answers import (
    ADJUSTMENTS,
    ITEM_STATES,
    MORE,
    ROUTES,
    VALUES,
    Adjustment,
    AdjustmentKind,
    Answer,
    ItemState,
    Return,
    Route,
    adjustment_named,
    answer_named,
)
from qualkit.model.codebook import CODE_POLARITIES, PARTS, POLARITIES, Code, Codebook, Polarity, slug
from qualkit.model.coding import ORIGINS, Coder, Coding, Memo, MemoKind, Origin, polarity_named
from qualkit.model.correction import Anchored, Correction
from qualkit.model.distress import COVERED, DistressFlag
from qualkit.model.hold import HELD_BACK, Because, Hold, Strength
from qualkit.model.membercheck import ITEMS_A_PAPER, CheckItem, MemberCheck
from qualkit.model.need import BY_PEOPLE, FORMATS, Need, format_named
from qualkit.model.participant import CONSENT_ROUTES, SCOPES, Consent, Participant, scope_named
from qualkit.model.segment import Segment
from qualkit.model.shipped import built_in_codebooks, shipped
from qualkit.model.suggestion import Decision, Reason, Suggestion
from qualkit.model.theme import FINDING_ANSWERS, SPEAKS, Speaks, Theme
from qualkit.model.transcript import ROLES, Account, Role, Source, Transcript, Turn, Utterance

__all__ = [
    "ADJUSTMENTS",
    "ANCHOR_STATES",
    "BY_PEOPLE",
    "CODE_POLARITIES",
    "CONSENT_ROUTES",
    "COVERED",
    "FINDING_ANSWERS",
    "FORMATS",
    "HELD_BACK",
    "ITEMS_A_PAPER",
    "ITEM_STATES",
    "MORE",
    "ORIGINS",
    "PARTS",
    "POLARITIES",
    "ROLES",
    "ROUTES",
    "SCOPES",
    "SPEAKS",
    "VALUES",
    "Account",
    "Adjustment",
    "AdjustmentKind",
    "AnchorState",
    "Anchored",
    "Answer",
    "Because",
    "CheckItem",
    "Code",
    "Codebook",
    "Coder",
    "Coding",
    "Consent",
    "Correction",
    "Decision",
    "DistressFlag",
    "Hold",
    "ItemState",
    "MemberCheck",
    "Memo",
    "MemoKind",
    "Need",
    "Origin",
    "Participant",
    "Polarity",
    "Reason",
    "Return",
    "Role",
    "Route",
    "Segment",
    "Source",
    "Speaks",
    "Strength",
    "Suggestion",
    "Theme",
    "Transcript",
    "Turn",
    "Utterance",
    "adjustment_named",
    "answer_named",
    "built_in_codebooks",
    "format_named",
    "polarity_named",
    "scope_named",
    "shipped",
    "slug",
]
