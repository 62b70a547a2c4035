"""Names replaced through the whole study in one change, and put back from the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.errors import KeyFileError, StoreError
from qualkit.model import slug
from qualkit.privacy.candidates import candidates
from qualkit.privacy.decisions import Book, Where, squeezed
from qualkit.privacy.rewriting import Edit, Rewriting
from qualkit.store import renaming
from qualkit.store.cleaning import CLEANING
from qualkit.store.journal import Act
from qualkit.store.keyfile import Batch
from qualkit.store.settings import write_born_once
from qualkit.store.stamps import new_id, now
from qualkit.store.vectors import forget_reckoned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from qualkit.model import Coder
    from qualkit.privacy.decisions import Named
    from qualkit.store.keyfile import KeyFile
    from qualkit.store.renaming import Field, Text
    from qualkit.store.store import Store

    _Span = tuple[int, int]

#: In the study's facts about itself: that a key exists somewhere.
HAS_KEY = "names_key"
_REASON = "names replaced"
#: People need to read these as they are: whom to call, and who reads the answers.
MEANT_TO_BE_READ = frozenset({"contact", "crisis_line", "who_reads", "return_to", "group_name"})
#: Ids in a column that no rule of the database ties to its row; `renaming.rename_key` writes them.
_IDS = frozenset({("memos", "target"), ("paper_items", "code"), ("documents", "name"), ("codes", "pair")})


class Applied(NamedTuple):
    """What replacing names did: how many places in each document, how many values elsewhere, and where the key is.

    `forgotten` counts the side rows of the history that were deleted, so that nothing earlier can be undone; `cleaned`
    says whether the file's free space holds nothing of them either (else the next opening sees to it).
    """

    documents: Mapping[str, int]
    elsewhere: int
    key: Path
    encrypted: bool
    forgotten: int
    cleaned: bool = True

    @property
    def places(self) -> int:
        """How many places in all documents together."""
        return sum(self.documents.values())


def apply(store: Store, coder: Coder, key: KeyFile, names: Sequence[Named]) -> Applied:
    """Replace names by what was decided; the study holds them no more when this returns.

    Everything happens in one transaction. The key is written before the study is: stopped in between, the study is as
    it was, and the key holds an entry that leads to nothing.
    """
    act = Act(coder.id, "pseudonymise", "names", new_id())
    with store.changing(act) as journal:
        connection = journal.connection
        texts = renaming.read_texts(connection)
        spots = _spots(texts, names)
        book = Book(names, _literally(texts, names, spots))
        changes = list(_changes(texts, book, spots)) if book else []
        fields = list(_rewrite_rest(connection, book)) if book else []
        for change in changes:
            _write(connection, change.new, change.rewriting)
        fields += [*_rename_documents(connection, texts, book), *_rename_keys(connection, book)]
        forgotten = 0
        if changes or fields:
            forgotten = renaming.forget_changes(connection)
            forget_reckoned(connection)
            journal.sign(renaming.fingerprint([change.new for change in changes]))
            # Stopped before the free space is clean, the next opening cleans it.
            write_born_once(connection, CLEANING, now())
        write_born_once(connection, HAS_KEY, "yes")
        _remember(key, coder, act.noun_id, names, changes, fields)
    counted = {change.old.name: len(change.rewriting.edits) for change in changes}
    return Applied(
        counted, len(fields), key.path, key.is_encrypted, forgotten, _cleaned(store, changes, fields)
    )


def _cleaned(store: Store, *changed: Sequence[object]) -> bool:
    """Whether nothing of what was is left in free space: somebody who reads meanwhile puts it off."""
    try:
        if any(changed):
            store.clean()
    except StoreError:
        return False
    return True


class Change(NamedTuple):
    """One text before and after."""

    old: Text
    new: Text
    rewriting: Rewriting


def _changes(texts: Sequence[Text], book: Book, spots: Mapping[str, Sequence[_Span]]) -> Iterator[Change]:
    for text in texts:
        edits = [edit for turn in text.turns for edit in _turn_edits(text, turn, book, spots)]
        change = _rewritten(text, Rewriting(edits), book.replaced)
        if edits or _spoken(change) != _spoken(text) or any(book.edits(old) for old in text.earlier):
            yield Change(text, change, Rewriting(edits))


def _spoken(text: Text) -> list[tuple[str, str | None]]:
    return [(turn["label"], turn["question"]) for turn in text.turns]


def _spots(texts: Sequence[Text], names: Sequence[Named]) -> dict[str, list[_Span]]:
    """Where the finders see a name that is a plain word: it is asked for only where there is one."""
    plain = {name.key for name in names if name.is_plain and name.choice != "never"}
    found: dict[str, list[_Span]] = {}
    for candidate in candidates({text.id: text.text for text in texts}) if plain else ():
        if squeezed(candidate.form) in plain:
            for spot in candidate.spots:
                found.setdefault(spot.text, []).append((spot.start, spot.end))
    return found


def _literally(
    texts: Sequence[Text], names: Sequence[Named], spots: Mapping[str, Sequence[_Span]]
) -> set[str]:
    """The keys of plain words that no finder proposed and that somebody wrote small: they are meant as they are."""
    words = {text.id: text.text for text in texts}
    seen = {squeezed(words[text][start:end]) for text, spans in spots.items() for start, end in spans}
    return {name.key for name in names if name.is_plain and name.form.islower() and name.key not in seen}


def _turn_edits(
    text: Text, turn: Mapping[str, Any], book: Book, spots: Mapping[str, Sequence[_Span]]
) -> list[Edit]:
    """The edits of one turn, in places of the whole text: no name reaches over two turns."""
    at, end = turn["start_at"], turn["end_at"]
    here = {(a - at, b - at) for a, b in spots.get(text.id, ()) if at <= a and b <= end}
    found = book.edits(text.text[at:end], Where(text.name, turn["number"]), here)
    return [Edit(edit.start + at, edit.end + at, edit.words) for edit in found]


def _rewritten(text: Text, change: Rewriting, words: Callable[[str], str]) -> Text:
    """The text after the change: its turns moved, and labels and questions written by `words`."""
    turns = []
    for turn in text.turns:
        start, end = change.span(turn["start_at"], turn["end_at"])
        asked = None if turn["question"] is None else words(turn["question"])
        turns.append(
            {**turn, "start_at": start, "end_at": end, "label": words(turn["label"]), "question": asked}
        )
    speakers: dict[str, dict[str, Any]] = {}
    for row in text.speakers:
        # Two labels of one person become one; the first says whose words they are.
        speakers.setdefault(words(row["label"]), {**row, "label": words(row["label"])})
    return text._replace(
        revision=text.revision + 1, text=change.text(text.text), turns=turns, speakers=[*speakers.values()]
    )


def _write(connection: Connection, text: Text, change: Rewriting) -> None:
    renaming.write_text(connection, text, change.span, _REASON)


def _rewrite_rest(connection: Connection, book: Book) -> Iterator[dict[str, Any]]:
    """Replace names in everything that is no transcript."""
    for field in list(renaming.fields(connection)):
        if not is_ours(field):
            continue
        new = book.replaced_within(field.value)
        if new != field.value:
            renaming.write_field(connection, field._replace(value=new))
            yield {"what": "field", **field._asdict(), "key": dict(field.key), "after": new}


def is_ours(field: Field) -> bool:
    """Whether a value is to be rewritten and watched: whom to call stays, and ids are written elsewhere."""
    meant = field.table == "settings" and field.key["key"] in MEANT_TO_BE_READ
    return not meant and (field.table, field.column) not in _IDS


def _rename_documents(connection: Connection, texts: Sequence[Text], book: Book) -> Iterator[dict[str, Any]]:
    for text in texts:
        wanted = _bare(book.replaced(text.name))
        if book.edits(text.name):
            name = renaming.free_name(connection, wanted)
            renaming.rename_document(connection, text.name, name)
            yield {"what": "document", "value": text.name, "after": name}


def _rename_keys(connection: Connection, book: Book) -> Iterator[dict[str, Any]]:
    for table in renaming.KEYS:
        taken = set(renaming.keys_of(connection, table))
        for old in sorted(taken):
            if not book.edits(old):
                continue
            wanted = _bare(book.replaced(old))
            base = slug(wanted) if table == "codes" else wanted
            new = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 999))) if name not in taken)
            taken.add(new)
            renaming.rename_key(connection, table, old, new)
            yield {"what": "key", "table": table, "value": old, "after": new}


def _bare(words: str) -> str:
    """Without brackets: it is typed on command lines."""
    return words.replace("[", "").replace("]", "")


def _remember(
    key: KeyFile,
    coder: Coder,
    batch: str,
    names: Sequence[Named],
    changes: Sequence[Change],
    fields: Sequence[Mapping[str, Any]],
) -> None:
    if not key.is_there:
        key.create()
    key.write_names([(name.key, as_held(name)) for name in names])
    if changes or fields:
        texts = {change.old.id: _kept(change) for change in changes}
        key.write_batch(Batch(batch, coder.name, now(), texts, fields))


def as_held(name: Named) -> dict[str, Any]:
    """A decision as the key keeps it."""
    return {**vars(name), "where": [list(where) for where in name.where]}


def _kept(change: Change) -> dict[str, Any]:
    """What it takes to put a text back: the edits backwards, labels and questions, and what it should look like now."""
    back = change.rewriting.inverse(change.old.text)
    return {
        **renaming.as_row(change.old),
        "revision": change.old.revision,
        "text": change.old.text,
        "earlier": list(change.old.earlier),
        "edits": [list(edit) for edit in back.edits],
        "after": renaming.fingerprint([change.new._replace(revision=0)]),
    }


def restore(store: Store, coder: Coder, key: KeyFile) -> Batch:
    """Put the names of the last time back, with every coding on its words, also those laid since.

    Raises
    ------
    KeyFileError
        There is nothing to put back, or a text has been changed since.
    """
    with store.changing(Act(coder.id, "restore", "names", "")) as journal:
        connection = journal.connection
        texts = {text.id: text for text in renaming.read_texts(connection)}
        batch = _last(key, texts)
        journal.act = Act(coder.id, "restore", "names", batch.id)
        # Ids first: a text's speakers point to participants under the ids that they had then.
        for field in reversed(batch.fields):
            _put_back(connection, field)
        for document, held in batch.texts.items():
            _put_text_back(connection, texts[document], held)
        renaming.forget_changes(connection)
        journal.sign(renaming.fingerprint(renaming.read_texts(connection)))
    key.forget_batch(batch.id)
    return batch


def _last(key: KeyFile, texts: Mapping[str, Text]) -> Batch:
    """The last batch, if every text stands as it left it."""
    for batch in key.batches()[::-1]:
        gone = [held["name"] for document, held in batch.texts.items() if document not in texts]
        moved = [
            texts[document].name
            for document, held in batch.texts.items()
            if document in texts and renaming.fingerprint([texts[document]]) != held["after"]
        ]
        if not gone and not moved:
            return batch
        raise KeyFileError(
            f"The names cannot be put back: {', '.join(moved) or 'a document'} has been changed or taken out since. "
            "The key still holds the text as it was."
        )
    raise KeyFileError("The key holds no names that could be put back.")


def _put_text_back(connection: Connection, text: Text, held: Mapping[str, Any]) -> None:
    change = Rewriting(Edit(*edit) for edit in held["edits"])
    new = _rewritten(text, change, lambda words: words)
    turns = [
        {**turn, "label": label, "question": asked}
        for turn, label, asked in zip(new.turns, held["labels"], held["questions"], strict=True)
    ]
    _write(connection, new._replace(turns=turns, speakers=list(held["speakers"])), change)


def _put_back(connection: Connection, held: Mapping[str, Any]) -> None:
    if held["what"] == "document":
        renaming.rename_document(connection, held["after"], held["value"])
    elif held["what"] == "key":
        renaming.rename_key(connection, held["table"], held["after"], held["value"])
    else:
        field = renaming.Field(held["table"], held["key"], held["column"], held["value"])
        if renaming.read_field(connection, field) == held["after"]:
            renaming.write_field(connection, field)
