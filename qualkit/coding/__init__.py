"""Coding by hand as pure functions: values in, a plan or a new value out; nothing is stored here."""

from qualkit.coding.apply import Plan, plan_apply, plan_resize
from qualkit.coding.codebook import IN_VIVO, Difference, changed_code, differences, moved, new_code, taken_in
from qualkit.coding.reanchor import Anchor, Edit, follow, reanchor

__all__ = [
    "IN_VIVO",
    "Anchor",
    "Difference",
    "Edit",
    "Plan",
    "changed_code",
    "differences",
    "follow",
    "moved",
    "new_code",
    "plan_apply",
    "plan_resize",
    "reanchor",
    "taken_in",
]
