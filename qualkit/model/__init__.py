"""The nouns: frozen values of the standard library alone.

A `Transcript` of `Turn`s is what was said. A `Segment` is a place in it. A `Codebook` of
`Code`s is what is looked for. A `Coding` joins the two, by a `Coder`. A `Suggestion` becomes
one only by a `Decision`. A `Participant` is whose words they are, and a `MemberCheck` is what
they are shown.
"""

from qualkit.model.codebook import CODE_POLARITIES, PARTS, POLARITIES, Code, Codebook, Polarity, slug
from qualkit.model.coding import ORIGINS, Coder, Coding, Memo, MemoKind, Origin, polarity_named
from qualkit.model.hold import HELD_BACK, Because, Hold, Strength
from qualkit.model.membercheck import ITEMS_A_PAPER, CheckItem, MemberCheck
from qualkit.model.participant import SCOPES, Consent, Participant, scope_named
from qualkit.model.segment import Segment
from qualkit.model.shipped import built_in_codebooks, shipped
from qualkit.model.suggestion import Decision, Reason, Suggestion
from qualkit.model.transcript import ROLES, Account, Role, Source, Transcript, Turn, Utterance

__all__ = [
    "CODE_POLARITIES",
    "HELD_BACK",
    "ITEMS_A_PAPER",
    "ORIGINS",
    "PARTS",
    "POLARITIES",
    "ROLES",
    "SCOPES",
    "Account",
    "Because",
    "CheckItem",
    "Code",
    "Codebook",
    "Coder",
    "Coding",
    "Consent",
    "Decision",
    "Hold",
    "MemberCheck",
    "Memo",
    "MemoKind",
    "Origin",
    "Participant",
    "Polarity",
    "Reason",
    "Role",
    "Segment",
    "Source",
    "Strength",
    "Suggestion",
    "Transcript",
    "Turn",
    "Utterance",
    "built_in_codebooks",
    "polarity_named",
    "scope_named",
    "shipped",
    "slug",
]
