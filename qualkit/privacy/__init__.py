"""Who agreed to what, and whose names must not stand where."""

from qualkit.privacy.consent import may_be_paraphrased, may_be_quoted, why_no_paper
from qualkit.privacy.names import mask_names, names_left

__all__ = [
    "mask_names",
    "may_be_paraphrased",
    "may_be_quoted",
    "names_left",
    "why_no_paper",
]
