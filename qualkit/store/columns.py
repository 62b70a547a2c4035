"""Columns as every table has them: text, numbers, seconds, references; and a place in a transcript's text."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKey, MetaData, Text

metadata = MetaData()


def text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    """A text column."""
    return Column(name, Text, primary_key=key, nullable=null)


def number(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, BigInteger, primary_key=key, nullable=null, autoincrement=False)


def seconds(name: str, *, null: bool = True) -> Column[float]:
    """A column of fractions, such as seconds."""
    return Column(name, Double, nullable=null)


def of(name: str, target: str, *, key: bool = False, null: bool = False) -> Column[str]:
    """A column that holds the key of another table."""
    return Column(name, Text, ForeignKey(target), primary_key=key, nullable=null)


def stretch() -> list[Column[str] | Column[int]]:
    """The columns that say where: a stretch of one revision of a document."""
    return [of("document", "documents.id"), number("revision"), number("start_at"), number("end_at")]
