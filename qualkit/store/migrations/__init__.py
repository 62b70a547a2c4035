"""The shapes a study has had, in order. A new one is a module here and a line below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.store.migrations import (
    m0001_first,
    m0002_consent,
    m0003_answers,
    m0004_needs,
    m0005_anchors,
    m0006_findings,
    m0007_important,
    m0008_themes,
    m0009_distress,
    m0010_vectors,
    m0011_second_check,
    m0012_coders,
    m0013_sessions,
    m0014_decided_on,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Migration:
    """One step: its number, its name, the SQL that both databases read, and what only one does."""

    number: int
    name: str
    statements: tuple[str, ...]
    dialect_statements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def statements_for(self, dialect: str) -> tuple[str, ...]:
        """All its SQL for ``"sqlite"`` or ``"postgresql"``."""
        return self.statements + self.dialect_statements.get(dialect, ())


MIGRATIONS = (
    Migration(1, m0001_first.NAME, m0001_first.STATEMENTS, m0001_first.DIALECT_STATEMENTS),
    Migration(2, m0002_consent.NAME, m0002_consent.STATEMENTS, m0002_consent.DIALECT_STATEMENTS),
    Migration(3, m0003_answers.NAME, m0003_answers.STATEMENTS),
    Migration(4, m0004_needs.NAME, m0004_needs.STATEMENTS),
    Migration(5, m0005_anchors.NAME, m0005_anchors.STATEMENTS),
    Migration(6, m0006_findings.NAME, m0006_findings.STATEMENTS),
    Migration(7, m0007_important.NAME, m0007_important.STATEMENTS),
    Migration(8, m0008_themes.NAME, m0008_themes.STATEMENTS),
    Migration(9, m0009_distress.NAME, m0009_distress.STATEMENTS),
    Migration(10, m0010_vectors.NAME, m0010_vectors.STATEMENTS, m0010_vectors.DIALECT_STATEMENTS),
    Migration(11, m0011_second_check.NAME, m0011_second_check.STATEMENTS),
    Migration(12, m0012_coders.NAME, m0012_coders.STATEMENTS),
    Migration(13, m0013_sessions.NAME, m0013_sessions.STATEMENTS),
    Migration(14, m0014_decided_on.NAME, m0014_decided_on.STATEMENTS),
)
