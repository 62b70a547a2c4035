"""What its code meant when a suggestion was decided on: a fingerprint, no words; of earlier ones nobody knows."""

NAME = "decided_on"

STATEMENTS = ("ALTER TABLE decisions ADD COLUMN code_words TEXT",)
