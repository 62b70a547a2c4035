"""Names are replaced through the whole study, nothing shifts, and the study holds them no more."""

from __future__ import annotations

import os
import stat
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualkit.errors import KeyFileError, QualkitError, UndoError
from qualkit.privacy import Named, Where
from qualkit.project import Project
from qualkit.store import tables

#: Invented, as everybody in these tests is.
TALK = (
    "INT: How was it before, Quillan?\n\n"
    "Quillan: I had nowhere to go. Zoraïda rang from Wexcombe, and Zora\u200bida’s mum came. QUILLAN!\n\n"
    "INT: And now, hope?\n\n"
    "Quillan: There is the garden. Hope rang, and I hope she rings again.\n"
)
REAL = ("Quillan", "Zoraïda", "Wexcombe")
DECIDED = [
    Named("Quillan", "person", "all", "Tom"),
    Named("Zoraïda", "person", "all", "Ada"),
    Named("Wexcombe", "place"),
]


def key_in(folder, project):
    """The project's names with a key in a folder of the test: a study on a server has none beside it."""
    return project.names.using(folder / "study.names.qualkit-key")


def made(study, folder):
    """A study with real names in every corner that a person can write to."""
    project = Project.create(study, coder="Ana")
    (folder / "Quillan-talk.txt").write_text(TALK, encoding="utf-8")
    (folder / "people.csv").write_text(
        "participant,pseudonym,documents,speaker,town\nQuillan,Zoraïda,Quillan-talk,Quillan,near Wexcombe\n",
        encoding="utf-8",
    )
    project.add_transcripts(folder / "Quillan-talk.txt", participants=folder / "people.csv")
    project.add_code(
        "What Zoraïda did", definition="Wexcombe", examples=("Zoraïda rang",), words=("quillan",)
    )
    code = project.codebook.codes[0].id
    text = project.transcripts["Quillan-talk"]
    coding = project.code(text.find("Zoraïda rang from Wexcombe"), code, memo="Quillan again")
    project.recode(coding, interpretation="You said that Zoraïda rang.")
    project.memo("Quillan-talk", "of Wexcombe", about="document")
    project.memo("Quillan", "he is from Wexcombe", about="participant")
    project.set("study_title", "Wexcombe speaks")
    project.consent("Quillan", paper=True)
    gone = project.code(text.find("There is the garden"), code, memo="Zoraïda")
    project.remove(gone)
    return project


def bytes_of(project):
    """Everything that the study holds, as bytes: the file, or every row of every table."""
    if project.study.endswith(".qualkit"):
        with open(project.study, "rb") as file:
            return file.read()
    with project._store.reading() as connection:
        rows = [connection.execute(table.select()).all() for table in tables.metadata.sorted_tables]
    return repr(rows).encode()


def spellings(name):
    """A name as its bytes might stand there."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    for form in {
        name,
        name.lower(),
        name.upper(),
        folded,
        folded.lower(),
        unicodedata.normalize("NFD", name),
    }:
        yield form.encode()
        yield form.encode("utf-16-le")


def test_no_real_name_is_left_in_the_study(study, tmp_path):
    """Texts, labels, codes, memos, settings, ids, the history and free pages: none holds a name any more."""
    project = made(study, tmp_path)
    done = key_in(tmp_path, project).apply(DECIDED)
    held = bytes_of(project)

    assert done.places == 5
    assert [name for name in REAL for form in spellings(name) if form in held] == []
    assert project.check() == []


def test_codings_stand_on_the_same_words(study, tmp_path):
    """A coding keeps its span over the replacement, its memo and its sentence."""
    project = made(study, tmp_path)
    key_in(tmp_path, project).apply(DECIDED)
    (row,) = project.codings().to_dict("records")

    assert (row["text"], row["document"], row["speaker"]) == (
        "[Ada] rang from [Place 1]",
        "Tom-talk",
        "[Tom]",
    )
    assert (row["memo"], row["interpretation"]) == ("[Tom] again", "You said that [Ada] rang.")
    assert (row["participant"], row["code"]) == ("Tom", "what-ada-did")
    assert project.transcripts["Tom-talk"].turns[1].text.endswith("and [Ada]’s mum came. [TOM]!")


def test_everything_comes_back_from_the_key(study, tmp_path):
    """Restored, the study says what it said, in every corner; what was coded meanwhile moves too."""
    project = made(study, tmp_path)
    before = {name: sorted(map(str, rows_of(project, name))) for name in COMPARED}
    names = key_in(tmp_path, project)
    names.apply(DECIDED)
    coding = project.code(project.transcripts["Tom-talk"].find("[TOM]!"), "what-ada-did")
    names.restore()

    assert project.codings().set_index("coding_id").loc[coding.id, "text"] == "QUILLAN!"
    project.remove(coding)
    assert {name: sorted(map(str, rows_of(project, name))) for name in COMPARED} == before
    assert project.check() == []


#: Tables whose rows are the same after a replacement and its restoration, but for the number of the revision.
COMPARED = (
    "documents",
    "speakers",
    "turns",
    "codings",
    "memos",
    "codes",
    "participants",
    "consents",
    "settings",
)


def rows_of(project, name):
    with project._store.reading() as connection:
        rows = connection.execute(tables.metadata.tables[name].select()).mappings().all()
    return [{key: value for key, value in row.items() if key != "revision"} for row in rows]


def test_the_key_is_for_its_owner_alone(tmp_path):
    """The key lies beside the study, readable by nobody else, and holds the names."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    done = project.pseudonymise(DECIDED)

    assert done.key == tmp_path / "thriving.names.qualkit-key"
    assert not done.encrypted
    assert os.name == "nt" or stat.S_IMODE(done.key.stat().st_mode) == 0o600
    assert b"Quillan" in done.key.read_bytes()


def test_a_key_with_a_passphrase_is_unreadable(tmp_path):
    """No name stands in it, and another passphrase opens nothing."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    done = project.names.using(passphrase="seven o'clock").apply(DECIDED)
    held = done.key.read_bytes()

    assert done.encrypted
    assert [name for name in REAL for form in spellings(name) if form in held] == []
    assert len(project.names.using(passphrase="seven o'clock").remembered()) == 3
    with pytest.raises(KeyFileError, match="passphrase"):
        project.names.using(passphrase="eight").remembered()
    with pytest.raises(KeyFileError, match="needs its passphrase"):
        project.names.remembered()


def test_the_key_of_another_study_is_refused(tmp_path):
    """Names of one study replace nothing in another."""
    one = made(tmp_path / "one.qualkit", tmp_path)
    one.pseudonymise(DECIDED)
    other = made(tmp_path / "other.qualkit", tmp_path)
    with pytest.raises(KeyFileError, match="belongs to another study"):
        other.names.using(tmp_path / "one.names.qualkit-key").apply(DECIDED)

    assert "Quillan-talk" in other.transcripts


def test_a_missing_key_is_asked_for(tmp_path):
    """The study knows that there is a key, and says how to name it."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    done = project.pseudonymise(DECIDED)
    done.key.rename(tmp_path / "elsewhere.key")
    with pytest.raises(KeyFileError, match="--key FILE"):
        project.names.candidates()

    assert project.names.using(tmp_path / "elsewhere.key").remembered()


def test_later_documents_get_the_same_replacements(tmp_path):
    """What was decided once is proposed with its replacement, and applied without a new decision."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    project.pseudonymise(DECIDED)
    (tmp_path / "P2.txt").write_text("INT: Who?\n\nP2: Zoraida, and Merrick of Wexcombe.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P2.txt")
    known = {
        each.candidate.form: each.remembered.replacement
        for each in project.names.candidates("P2")
        if each.remembered
    }

    assert known == {"Zoraida": "[Ada]", "Wexcombe": "[Place 1]"}
    project.pseudonymise([Named("Merrick", "person")])
    assert project.transcripts["P2"].turns[1].text == "[Ada], and [Person 1] of [Place 1]."


def test_a_replacement_is_not_proposed(tmp_path):
    """What was put in a name's place is nobody's name: the next list does not ask about it."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    project.pseudonymise(DECIDED)
    forms = {each.candidate.form for each in project.names.candidates() if each.candidate.count}

    assert not forms & {"Tom", "TOM", "Ada", "Place", "Place 1"}
    assert "Hope" in forms


def test_undo_says_that_it_cannot(tmp_path):
    """What held names is gone; the refusal names the way back."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    project.pseudonymise(DECIDED)
    with pytest.raises(UndoError, match="--restore"):
        project.undo()


def test_a_changed_text_is_not_put_back_in_silence(tmp_path):
    """Restoring refuses where the text is another one by now, and leaves all as it is."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    project.pseudonymise(DECIDED)
    (tmp_path / "P2.txt").write_text("INT: Who?\n\nP2: Merrick.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P2.txt")
    project.pseudonymise([Named("Merrick", "person"), Named("garden", "place", "all", "a yard")])
    assert project.names.restore() == 2
    assert project.names.restore() == 1
    with pytest.raises(KeyFileError, match="holds no names that could be put back"):
        project.names.restore()


def test_never_and_nothing_to_do_leave_the_study_alone(tmp_path):
    """A form that stays is remembered, and is no reason to delete what can be undone."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    before = project.codings()
    done = project.pseudonymise([Named("Quillan", "person", "never")])

    assert (done.places, done.elsewhere, done.forgotten) == (0, 0, 0)
    assert project.codings().equals(before)
    assert [name.choice for name in project.names.remembered()] == ["never"]
    project.undo()


def test_this_one_alone(tmp_path):
    """Decided for one turn, a name stays in all others, and is no known name to be guarded."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    where = (Where("Quillan-talk", 1),)
    project.pseudonymise([Named("Quillan", "person", "this one", "Tom", where)])
    turns = project.transcripts["Quillan-talk"].turns

    assert "Quillan" in turns[0].text
    assert "[TOM]" in turns[1].text


def test_a_refused_decision_changes_nothing(tmp_path):
    """A replacement that tells, or a sameness with nothing: refused, and no key is made."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    before = bytes_of(project)
    for wrong in (
        Named("Merrick", "person", "all", "Quillan"),
        Named("Q", "person", "all", same_as="nobody"),
    ):
        with pytest.raises(QualkitError):
            project.pseudonymise([Named("Quillan", "person", "all", "Tom"), wrong])

    assert bytes_of(project) == before
    assert not (tmp_path / "thriving.names.qualkit-key").exists()


def test_whom_to_call_stays_readable(tmp_path):
    """The number of the support line is on every paper: it is no name to be hidden."""
    project = made(tmp_path / "thriving.qualkit", tmp_path)
    project.set("contact", "Ring Quillan on 0161 496 0000")
    project.pseudonymise(DECIDED)

    assert project.settings["contact"] == "Ring Quillan on 0161 496 0000"
    assert project.settings["study_title"] == "[Place 1] speaks"


def test_two_labels_of_one_person_become_one(tmp_path):
    """Who is called by two names in the margin has one afterwards, and turns keep their words."""
    project = Project.create(tmp_path / "s.qualkit", coder="Ana")
    (tmp_path / "P1.txt").write_text(
        "INT: Who?\n\nQuillan: Me here.\n\nINT: And?\n\nQuill: Me again.\n\nINT: So?\n\nQuill: Yes it is me.\n",
        encoding="utf-8",
    )
    project.add_transcripts(tmp_path / "P1.txt")
    assert "Quill" in project.transcripts["P1"].speakers
    project.pseudonymise(
        [Named("Quillan", "person", "all", "Tom"), Named("Quill", "person", same_as="Quillan")]
    )

    assert list(project.transcripts["P1"].speakers) == ["INT", "[Tom]"]
    project.names.restore()
    assert "Quill" in project.transcripts["P1"].speakers
    assert "Quillan" in project.transcripts["P1"].speakers


NAMES = ("Quillan", "Zoraïda", "Mary Ann", "Obi")
WORD = st.sampled_from(
    ["and", "then", "we", "\u200bquillan", "ZORAÏDA’s", "Mary-Ann", "obi", "Obi,", "é", "\U0001f642"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_coded_keeps_its_words(tmp_path_factory, data):
    """Random talk, names and codings: every coding holds the same words with their names replaced, and comes back."""
    folder = tmp_path_factory.mktemp("names")
    said = [" ".join(data.draw(st.lists(WORD, min_size=3, max_size=12))) for _ in range(4)]
    (folder / "P1.txt").write_text("\n\n".join(f"P1: {line}." for line in said), encoding="utf-8")
    project = Project.create(folder / "s.qualkit", coder="Ana")
    project.add_transcripts(folder / "P1.txt")
    text = project.transcripts["P1"]
    ends = [at for at, char in enumerate(text.text) if char.isspace()]
    wanted = []
    for number in range(data.draw(st.integers(1, 5))):
        code = project.add_code(f"code {number}").id
        start, end = sorted(
            data.draw(st.sampled_from([(a, b) for a in [0, *ends] for b in ends if b > a + 2]))
        )
        wanted.append(project.code(text.segment(start, end), code))
    decided = [Named(name, "person") for name in data.draw(st.sets(st.sampled_from(NAMES)))]
    project.pseudonymise(decided)
    from qualkit.privacy.decisions import Book

    book = Book(project.names.remembered())
    now = {row["coding_id"]: row["text"] for row in project.codings().to_dict("records")}
    whole = {each.id: each.segment.quote for each in wanted}
    assert {
        key: book.replaced(quote) for key, quote in whole.items() if not cut(quote, text.text, book)
    }.items() <= now.items()
    assert project.check() == []
    if project.transcripts["P1"].revision > 1:
        project.names.restore()
        assert {row["coding_id"]: row["text"] for row in project.codings().to_dict("records")} == whole
    project.close()


def cut(quote, text, book):
    """Whether a name of two words lies half inside of the quote: then the whole of it is taken in."""
    at = text.index(quote)
    return any(e.start < at < e.end or e.start < at + len(quote) < e.end for e in book.edits(text))
