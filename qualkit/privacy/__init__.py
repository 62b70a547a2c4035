"""Who agreed to what, whose names must not stand where, and whose words are found again."""

from qualkit.privacy.certificate import Facts, certificate_html, certificate_text, counted
from qualkit.privacy.consent import may_be_paraphrased, may_be_quoted, why_no_paper
from qualkit.privacy.covering import Covering
from qualkit.privacy.decisions import Named, Where
from qualkit.privacy.names import mask_names, names_left
from qualkit.privacy.runs import TheirWords

__all__ = [
    "Covering",
    "Facts",
    "Named",
    "TheirWords",
    "Where",
    "certificate_html",
    "certificate_text",
    "counted",
    "mask_names",
    "may_be_paraphrased",
    "may_be_quoted",
    "names_left",
    "why_no_paper",
]
