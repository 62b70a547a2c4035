"""`project.names`: what may give somebody away, what was decided about it, and the key that leads back."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.desk.distress import covering
from qualkit.errors import KeyFileError, LoadError, NotFound
from qualkit.privacy.candidates import Candidate, candidates
from qualkit.privacy.decisions import Named, Where, choice_named, squeezed, with_replacements
from qualkit.privacy.residual import blanked
from qualkit.privacy.wordlists import is_plain_word
from qualkit.store import renaming
from qualkit.store.engine import is_server
from qualkit.store.keyfile import KeyFile, beside
from qualkit.store.settings import read_born
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.desk.pseudonyms import Applied
    from qualkit.desk.stories import Telling
    from qualkit.loaders.reviews import ReviewRow
    from qualkit.model import Coder
    from qualkit.privacy import Covering
    from qualkit.privacy.residual import Watch
    from qualkit.privacy.stories import Verdict
    from qualkit.store.renaming import Text
    from qualkit.store.store import Store

#: Where the key lies and what opens it, for whoever does not want to type it.
KEY_AT, PASSPHRASE_AT = "QUALKIT_KEY", "QUALKIT_KEY_PASSPHRASE"
_CONTEXT = 40
#: Shorter labels are P1, INT and the like.
_SHORTEST_LABEL = 3


@dataclass(frozen=True)
class Proposal:
    """One form to decide about: where it stands, and what was decided about it before.

    `places` are its turns, one for each time that it stands there, and `contexts` the words around.
    """

    candidate: Candidate
    places: tuple[Where, ...] = ()
    contexts: tuple[str, ...] = field(default=(), repr=False)
    remembered: Named | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet, or it stands where it was replaced before."""
        return self.remembered is None or self.remembered.choice != "never"


class Names:
    """What a project asks and does about names.

    Parameters
    ----------
    store, coder
        The open study, and who decides.
    key
        Where the key lies; left out, it is `QUALKIT_KEY`, or beside the study.
    passphrase
        What the key is locked with; left out, `QUALKIT_KEY_PASSPHRASE`.
    """

    def __init__(
        self, store: Store, coder: Coder, key: str | Path | None = None, passphrase: str | None = None
    ) -> None:
        self._store = store
        self._coder = coder
        self._key = key or os.environ.get(KEY_AT)
        self._passphrase = os.environ.get(PASSPHRASE_AT, "") if passphrase is None else passphrase

    def __repr__(self) -> str:
        """Name the study, nobody in it."""
        return f"Names({self._store.shown})"

    def using(self, key: str | Path | None = None, passphrase: str | None = None) -> Names:
        """The same with the key that lies elsewhere, or with its passphrase."""
        return Names(self._store, self._coder, key or self._key, passphrase or self._passphrase)

    @property
    def key(self) -> KeyFile:
        """The key, whether it is there yet or not.

        Raises
        ------
        KeyFileError
            The study is on a server, and nobody said where its key is to lie.
        """
        if self._key is None and is_server(self._store.study):
            raise KeyFileError("For a study on a server say with --key FILE where its key is to lie.")
        with self._store.reading() as connection:
            study = read_born(connection)["id"]
        return KeyFile(Path(self._key or beside(self._store.study)), study, self._passphrase)

    @property
    def were_replaced(self) -> bool:
        """Whether names have been decided about, so that a key exists somewhere."""
        from qualkit.desk.pseudonyms import HAS_KEY

        with self._store.reading() as connection:
            return HAS_KEY in read_born(connection)

    def remembered(self) -> list[Named]:
        """Every decision so far; none where no key exists yet.

        Raises
        ------
        KeyFileError
            There is a key and it is not here, or it cannot be opened.
        """
        if not self.were_replaced:
            return []
        return [_named(held) for held in self.key.names()]

    def candidates(
        self, document: str | None = None, known: Iterable[str] = (), *, show_covered: bool = False
    ) -> list[Proposal]:
        """What may give somebody away, grouped by form, with what was decided before.

        Parameters
        ----------
        document
            Only this one; left out, all.
        known
            Names of which you know that they may stand there.
        show_covered
            Whether the words around show passages that are flagged as distressing, too.

        Raises
        ------
        NotFound, KeyFileError
        """
        before = {name.key: name for name in self.remembered()}
        with self._store.reading() as connection:
            texts = renaming.read_texts(connection)
            cover = covering(connection, show=show_covered)
        if document is not None and document not in {text.name for text in texts}:
            raise NotFound.among("document", document, [text.name for text in texts])
        wanted = {text.name: text for text in texts if document in {None, text.name}}
        real = [name.form for name in before.values() if name.choice != "never" and not name.is_plain]
        labels = _labels(wanted.values())
        ours = {name.replacement for name in before.values()}
        words = {name: blanked(text.text, ours) for name, text in wanted.items()}
        found = candidates(words, [*real, *known, *labels])
        there = {candidate.key for candidate in found}
        found += [
            Candidate(key, label, "person", ("known",), ())
            for label, key in labels.items()
            if key not in there
        ]
        return [_proposal(candidate, wanted, before, cover) for candidate in found]

    def write_review(
        self, path: str | Path, *, show: bool = False, known: Iterable[str] = (), show_covered: bool = False
    ) -> Path:
        """Write what there is to decide as a table; `show` adds the words around each.

        Raises
        ------
        LoadError, StudyUnwritable, KeyFileError
        """
        from qualkit.loaders import reviews

        found = self.candidates(known=known, show_covered=show_covered)
        rows = [_review_row(proposal) for proposal in found if proposal.is_open]
        return reviews.write_review(Path(path), rows, context=show)

    def read_review(self, path: str | Path) -> list[Named]:
        """Read the decisions out of such a table; rows without one are left for another day.

        Raises
        ------
        LoadError
        """
        from qualkit.loaders import reviews

        rows = [row for row in reviews.read_review(Path(path)) if row.form and row.decision]
        return [_decision(row, Path(path).name) for row in rows]

    def apply(self, decisions: Iterable[Named] | str | Path = ()) -> Applied:
        """Replace names in the whole study, for good; those decided before are replaced in what has come since.

        Parameters
        ----------
        decisions
            `qualkit.privacy.Named`, or a review file.

        Returns
        -------
        Applied
            How many places in which documents, how many elsewhere, and where the key lies.

        Raises
        ------
        LoadError, QualkitError, KeyFileError
        """
        from qualkit.desk import pseudonyms

        new = self.read_review(decisions) if isinstance(decisions, str | Path) else list(decisions)
        before = {name.key: name for name in self.remembered()}
        known = [name for key, name in before.items() if key not in {each.key for each in new}]
        kept = {name.key: before[name.key].replacement for name in new if name.key in before}
        signed = [
            replace(
                name, replacement=name.replacement or kept.get(name.key, ""), by=self._coder.name, at=now()
            )
            for name in new
        ]
        decided = with_replacements(signed, known)
        return pseudonyms.apply(self._store, self._coder, self.key, [*known, *decided])

    def restore(self) -> int:
        """Put the names of the last time back; give how many documents got theirs.

        Raises
        ------
        KeyFileError
            There is nothing to put back, a text has been changed since, or the key is not here.
        """
        from qualkit.desk import pseudonyms

        return len(pseudonyms.restore(self._store, self._coder, self.key).texts)

    def watch(self) -> Watch:
        """What looks for names that are left.

        Raises
        ------
        KeyFileError
        """
        from qualkit.privacy.residual import Watch

        return Watch(self.remembered())

    def stories(self) -> list[Telling]:
        """Passages that could tell who somebody is without a name: proposed by rule, decided by a person."""
        from qualkit.desk.stories import read_stories

        return read_stories(self._store)

    def decide_story(self, story: Telling | str, verdict: Verdict) -> Telling:
        """Write down whether somebody local could know who it is: "could be known" or "could not be known".

        Until it could not, others do not read the passage's words in a report.

        Raises
        ------
        NotFound
        """
        from qualkit.desk.stories import decide_story

        place = story if isinstance(story, str) else story.place
        return decide_story(self._store, self._coder, place, verdict)

    def not_for_others(self) -> frozenset[str]:
        """The ids of codings that hold a story which could be known, or about which nobody has decided."""
        from qualkit.desk.stories import not_for_others

        return not_for_others(self._store)

    def refuse_left(self, *, for_others: bool = True) -> str:
        """Refuse where a known real name, or one like it, is left anywhere in the study; exports and papers ask this.

        Returns
        -------
        str
            Empty, or a sentence for a draft: nobody could look, for the key is not here.

        Raises
        ------
        NameLeftError
            It says where, and never which name; for others also where the key is not here.
        """
        from qualkit.desk.leaving import refuse_left

        return refuse_left(self._store, self, for_others=for_others)


def _named(held: dict[str, object]) -> Named:
    where = tuple(Where(*place) for place in held["where"])  # type: ignore[attr-defined]
    return Named(**{**held, "where": where})  # type: ignore[arg-type]


def _labels(texts: Iterable[Text]) -> dict[str, str]:
    """Speakers' labels that look like names, and the form under which each is known."""
    found: dict[str, str] = {}
    for text in texts:
        for label in dict.fromkeys(turn["label"] for turn in text.turns):
            words = label.split()
            names = [w for w in words if len(w) > _SHORTEST_LABEL and not is_plain_word(w.casefold())]
            if names and all(word.replace("'", "").isalpha() for word in words):
                found[label] = " ".join(label.casefold().split())
    return found


def _proposal(
    candidate: Candidate, texts: dict[str, Text], before: dict[str, Named], cover: Covering
) -> Proposal:
    places, contexts = [], []
    for spot in candidate.spots:
        text = texts[spot.text]
        turn = next(turn for turn in reversed(text.turns) if turn["start_at"] <= spot.start)
        places.append(Where(text.name, turn["number"]))
        left, right = max(0, spot.start - _CONTEXT), spot.end + _CONTEXT
        contexts.append(cover.at(text.name, left, right, " ".join(text.text[left:right].split())))
    return Proposal(candidate, tuple(places), tuple(contexts), before.get(squeezed(candidate.form)))


def _review_row(proposal: Proposal) -> ReviewRow:
    from qualkit.loaders.reviews import ReviewRow

    candidate, known = proposal.candidate, proposal.remembered
    return ReviewRow(
        candidate.form,
        candidate.kind,
        str(candidate.count),
        known.choice if known else "",
        known.replacement if known else "",
        which="; ".join(dict.fromkeys(map(str, proposal.places))),
        found_by=", ".join(candidate.finders),
        context=" | ".join(proposal.contexts),
    )


def _decision(row: ReviewRow, file: str) -> Named:
    from qualkit.privacy.finders import KINDS

    try:
        choice = choice_named(row.decision)
    except NotFound as error:
        raise LoadError(f"{file}, line {row.line}: {error}") from None
    kind = next((known for known in KINDS if known == row.kind), KINDS[3])
    where = _where(row, file) if choice == "this one" else ()
    return Named(row.form, kind, choice, row.replacement, where, row.same_as)


def _where(row: ReviewRow, file: str) -> tuple[Where, ...]:
    found = []
    for place in filter(None, (part.strip() for part in row.which.split(";"))):
        document, _, turn = place.rpartition(" ")
        if not document or not turn.isdecimal():
            raise LoadError(
                f"{file}, line {row.line}: 'which' holds documents with turns, such as P1 12; P2 7."
            )
        found.append(Where(document, int(turn)))
    if not found:
        raise LoadError(f"{file}, line {row.line}: 'this one' needs 'which': the document and the turn.")
    return tuple(found)
