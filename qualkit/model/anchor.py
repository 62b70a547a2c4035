"""How surely a coded stretch was found again after its text was corrected."""

from __future__ import annotations

from typing import Literal, get_args

#: ``kept``: the same words in the same place. ``moved``: the same words in another place, beyond doubt.
#: ``unsure``: the words changed, or could be in several places; a person must say. ``lost``: they are gone.
AnchorState = Literal["kept", "moved", "unsure", "lost"]
ANCHOR_STATES: tuple[AnchorState, ...] = get_args(AnchorState)
