"""Answers in a table: `doc, code, item, answer, words, source, entered_by, received`, one row an item.

What somebody typed into a spreadsheet stays text, also where it begins like a formula.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from qualkit.errors import QualkitError, ReturnError
from qualkit.memberchecks.returns.words import tidied
from qualkit.model import MORE, ROUTES, Answer, Return

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import Route

COLUMNS = ("doc", "code", "item", "answer", "words", "source", "entered_by", "received")
#: Characters that no answer reaches; the csv module's own limit may have been moved by other readers.
_LONGEST = 100_000
_NEEDED = ("doc", "code", "item", "answer")
#: A spreadsheet would take words that begin so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_VALUES = {"not_quite": "notquite", "own_words_only": "", "ambiguous": "", "unanswered": ""}


def is_table(text: str) -> bool:
    """Whether a text begins with the columns of a table of answers."""
    first = text.partition("\n")[0].casefold()
    return all(column in first for column in _NEEDED)


def read_table(text: str, name: str) -> list[Return]:
    """Every paper that a table holds.

    Raises
    ------
    ReturnError
        A column is missing, an item is no number, or an answer is none of those that were offered.
    """
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    rows.fieldnames = [str(column).strip().casefold() for column in rows.fieldnames or ()]
    papers: dict[tuple[str, str], list[tuple[int, Mapping[str, str]]]] = {}
    for line, row in enumerate(_whole(rows, name), 2):
        found = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str)}
        if found.get("doc"):
            papers.setdefault((found["doc"], found.get("code", "")), []).append((line, found))
    if not papers:
        raise ReturnError(f"{name} is a table of answers without a row: there is nothing to take in.")
    return [_return(doc, code, of, name) for (doc, code), of in papers.items()]


def _whole(rows: csv.DictReader[str], name: str) -> list[dict[str, str]]:
    try:
        found = list(rows)
    except csv.Error:
        raise _misshapen(name) from None
    if any(len(cell) > _LONGEST for row in found for cell in row.values() if isinstance(cell, str)):
        raise _misshapen(name)
    return found


def _misshapen(name: str) -> ReturnError:
    return ReturnError(
        f"{name} is a table whose quotation marks do not close, or with a cell longer than any answer: "
        "it is put aside."
    )


def _return(doc: str, code: str, rows: list[tuple[int, Mapping[str, str]]], name: str) -> Return:
    answers: dict[int, Answer] = {}
    for line, row in rows:
        answer = _answer(row, f"line {line} of {name}")
        if answer.number in answers:
            raise ReturnError(f"Line {line} of {name} answers number {answer.number} of {doc} a second time.")
        answers[answer.number] = answer
    more = answers.pop(MORE, Answer(MORE)).words
    first = rows[0][1]
    return Return(
        _route(first.get("source", ""), name),
        doc,
        code,
        tuple(answers[number] for number in sorted(answers)),
        more,
        entered_by=first.get("entered_by", ""),
        received_on=first.get("received", ""),
    )


def _answer(row: Mapping[str, str], where: str) -> Answer:
    item = row.get("item", "").casefold()
    number = "0" if item in ("all", "all_more", "more") else item.removeprefix("c")
    if not number.isascii() or not number.isdigit():
        raise ReturnError(
            f"The item in {where} is no number: items are 1, 2, 3 ..., and what we missed is 0."
        )
    try:
        return Answer.of(int(number), row.get("answer", ""), tidied(_plain(row.get("words", ""))))
    except QualkitError:
        raise ReturnError(
            f"The answer in {where} is none of agree, notquite, remove, skip; leave it empty where there is none."
        ) from None


def _route(source: str, name: str) -> Route:
    if not source:
        return "csv"
    for route in ROUTES:
        if route == source.casefold():
            return route
    raise ReturnError(f"The source in {name} is none of {', '.join(ROUTES)}.")


def _plain(words: str) -> str:
    """Words without the mark that kept a spreadsheet from reading them as a formula."""
    return words[1:] if words.startswith("'") and words[1:2] in _FORMULA else words


def write_answers(returns: Iterable[Return]) -> str:
    """A table of answers as text, which `read_table` reads back; nothing in it is a formula.

    Examples
    --------
    >>> said = Return("csv", "QK1-7F3K9-v1", "ACDEFGHJK3", (Answer(1, "agree", "=1+1"),))
    >>> read_table(write_answers([said]), "answers.csv")[0].said == said.said
    True
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in returns:
        more = [Answer(MORE, "own_words_only", item.more)] if item.more else []
        for answer in (*item.answers, *more):
            value = _VALUES.get(answer.state, answer.state)
            words = f"'{answer.words}" if answer.words.startswith(_FORMULA) else answer.words
            writer.writerow(
                (
                    item.doc,
                    item.code,
                    answer.number,
                    value,
                    words,
                    item.source,
                    item.entered_by,
                    item.received_on,
                )
            )
    return out.getvalue()
