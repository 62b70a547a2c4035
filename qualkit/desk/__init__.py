"""What the verbs of `Project` do when a verb needs more than one room: plans from one, rows for another."""
