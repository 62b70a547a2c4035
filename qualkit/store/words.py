"""The register of words: every column that can hold words, whose they are, and how a withdrawal reaches them.

Each text column of `tables` stands either in `WORDS` or in `WITHOUT_WORDS`; a test fails when one stands in neither.
Withdrawal, the search for left words and the canary scan all read this list, so that a new table is reached by all of
them with one line here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Whose words a column holds: a participant's, a coder's (they may quote), or the group's own.
Whose = Literal["participant", "coder", "group"]

#: How a withdrawal reaches a row.
#:
#: ``text``     it is the text of a transcript: the person's turns are cut out of it.
#: ``place``    it stands at a place of a document (document, revision, start_at, end_at): it goes with the words there.
#: ``person``   its column `through` holds the participant's id: it goes with the person.
#: ``row``      its column `through` holds the key of a row of another table: it goes with that row.
#: ``quoting``  it is someone else's, and goes or is emptied only where it repeats eight words of theirs in a row.
#:
#: Whatever is reached otherwise is searched as ``quoting`` too, and so is what stays.
Reach = Literal["text", "place", "person", "row", "quoting"]


class Held(NamedTuple):
    """What one table can hold: which columns, whose words, and how a withdrawal reaches its rows."""

    columns: tuple[str, ...]
    whose: Whose
    reach: Reach
    #: For ``person``: the column with the participant's id. For ``row``: ``column -> table``, one or several.
    through: tuple[str, ...] = ()


_PLACE = ("quote", "before", "after")

#: Every table with words in it. Add a line for each new table; say in `columns` what can hold words or names.
WORDS: Mapping[str, Held] = MappingProxyType(
    {
        "settings": Held(("value",), "group", "quoting"),
        "coders": Held(("name", "standpoint"), "coder", "quoting"),
        "holders": Held(("coder",), "coder", "quoting"),
        "participants": Held(("id", "pseudonym", "attributes"), "participant", "person", ("id",)),
        "consents": Held(("recorded_by",), "coder", "person", ("participant",)),
        "documents": Held(("name", "source_name", "notes"), "group", "quoting"),
        "revisions": Held(("text", "reason"), "participant", "text"),
        "speakers": Held(("label",), "participant", "person", ("participant",)),
        "turns": Held(("label", "question"), "participant", "text"),
        "codebooks": Held(("title", "source", "note"), "group", "quoting"),
        "codes": Held(
            (
                "id",
                "name",
                "definition",
                "include",
                "exclude",
                "examples",
                "words",
                "part",
                "pair",
                "area",
                "parent",
            ),
            "group",
            "quoting",
        ),
        "codings": Held((*_PLACE, "code", "interpretation"), "participant", "place"),
        "anchors": Held(("quote",), "participant", "row", ("coding -> codings",)),
        "memos": Held(("text", "target"), "coder", "row", ("target -> codings",)),
        "suggestions": Held((*_PLACE, "code", "why"), "participant", "place"),
        "decisions": Held((), "coder", "row", ("suggestion -> suggestions",)),
        "papers": Held((), "participant", "person", ("participant",)),
        "paper_items": Held(
            ("quote", "interpretation", "code", "code_name", "question", "written_by"),
            "participant",
            "row",
            ("paper -> papers",),
        ),
        "holds": Held((), "participant", "place"),
        "distress_flags": Held((), "coder", "place"),
        "quote_decisions": Held(("reason",), "coder", "place"),
        "exports": Held(("recipient", "path"), "group", "quoting"),
        "returns": Held(("entered_by", "confirmed_by"), "coder", "row", ("paper -> papers",)),
        "responses": Held(("words",), "participant", "row", ("returned -> returns",)),
        "return_files": Held(("content",), "participant", "row", ("returned -> returns",)),
        "adjustments": Held(
            ("before_words", "after_words", "reason"), "participant", "row", ("paper -> papers",)
        ),
        "reviews": Held(("done_by",), "coder", "row", ("adjustment -> adjustments",)),
        "paper_needs": Held(
            ("reader", "must_not_see", "recorded_by"), "participant", "person", ("participant",)
        ),
        "marks": Held(("note",), "coder", "person", ("participant",)),
        "paper_places": Held((), "group", "row", ("paper -> papers",)),
        "sheet_items": Held(("target", "name"), "group", "quoting"),
        "sheet_answers": Held(("words",), "participant", "person", ("participant",)),
        "session_people": Held((), "participant", "person", ("participant",)),
        "sheets": Held((), "group", "quoting"),
        "themes": Held(("sentence",), "group", "quoting"),
        "theme_codings": Held((), "group", "row", ("theme -> themes", "coding -> codings")),
        "hands": Held((), "group", "quoting"),
        "stops": Held((), "group", "quoting"),
        "favourites": Held(("code",), "group", "quoting"),
        "suggestions_shown": Held((), "group", "quoting"),
        # An in-vivo code's id is made of words, and stands in the history.
        "history": Held(("noun_id",), "group", "quoting"),
        "changes": Held(
            ("row_key", "row_before", "row_after"), "participant", "row", ("history -> history",)
        ),
    }
)

#: Tables whose rows were reckoned from words and could be traced back to them: nobody can say whose a row is, so all
#: rows go whenever words are taken out for good (`vectors.forget_reckoned`), and are reckoned again when needed.
RECKONED: Mapping[str, tuple[str, ...]] = MappingProxyType({"vectors": ("vector",)})

#: The text columns that hold none: ids that are drawn or counted, hashes, states, times, choices from a list.
WITHOUT_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        table: frozenset(columns.split())
        for table, columns in {
            "migrations": "name ran_at",
            "study": "key value",
            "settings": "key",
            "holders": "id host since",
            "coders": "id",
            "consents": "id participant scope recorded_at text_version route",
            "documents": "id format source_sha256 text_sha256 added_at",
            "revisions": "document created_at",
            "speakers": "document role participant",
            "turns": "document",
            "codebooks": "id version",
            "codes": "kind polarity codebook",
            "codings": "id document coder polarity origin suggestion created_at",
            "anchors": "coding state since",
            "memos": "id about coder created_at",
            "suggestions": "id document polarity model offered_at",
            "decisions": "id suggestion coder verdict coding decided_at code_words",
            "papers": "token participant state code prepared_at sent_on returned_on",
            "paper_items": "paper coding polarity also",
            "holds": "id document participant strength because why_id coder since lifted_by lifted_at",
            "distress_flags": "id document coder flagged_at",
            "quote_decisions": "id document verdict coder decided_at",
            "exports": "id kind audience sha256 participants coder made_at",
            "withdrawals": "id participant kind counts answers exports coder at",
            "paper_places": "paper style places",
            "returns": "id paper source doc sha256 received_on read_by read_at standing doubts confirmed_at",
            "responses": "returned state doubt",
            "return_files": "returned",
            "adjustments": "id paper returned kind coding decided_by decided_at",
            "reviews": "adjustment coding done_at",
            "paper_needs": "participant format language recorded_at",
            "sentences": "coding coder how sentence_sha256 overridden at",
            "marks": "id participant paper state on_date marked_by marked_at",
            "sheets": "token made_by made_at",
            "sheet_items": "sheet about",
            "sheets_given": "id sheet voice on_date recorded_by",
            "sheet_answers": "id sheet voice said on_date route recorded_by session participant",
            "sessions": "id sheet on_date recorded_by",
            "session_documents": "session document",
            "session_people": "session participant",
            "themes": "id coder created_at",
            "theme_codings": "theme coding speaks coder gathered_at",
            "vectors": "key",
            "hands": "document coder since",
            "stops": "document coder",
            "favourites": "coder",
            "suggestions_shown": "suggestion document coder shown_at",
            "history": "id at coder verb noun origin hash_before hash_after undoes",
            "changes": "history table_name",
        }.items()
    }
)
