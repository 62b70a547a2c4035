"""What becomes of each file, and whose words are whose."""

from __future__ import annotations

import pytest

import qualkit as qk
from qualkit.desk.arrivals import find_files
from qualkit.desk.intake import cast
from qualkit.errors import LoadError
from qualkit.loaders import load_participants
from qualkit.model import Source, Transcript, Utterance

TALK = "INT: So?\n\n{who}: Well, the bus was late. {more}\n\nINT: And?\n\n{who}: Cold.\n"


def _write(path, who="P1", more=""):
    path.write_text(TALK.format(who=who, more=more), encoding="utf-8")
    return path


def _people(folder, *rows, name="participants.csv"):
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder / name


def _talk(*labels):
    said = [Utterance(label, f"word {number}") for number, label in enumerate(labels)]
    return Transcript.of("G1", said, Source("G1.txt"))


@pytest.fixture
def project(study):
    """An empty study in each database."""
    with qk.Project.create(study, coder="Ana") as project:
        yield project


def test_a_folder_is_opened_up(tmp_path):
    """Its files in order, its participants' file apart; a read-me, a study and a lock file are left alone aloud."""
    for name in ("b.txt", "a.txt", "README.md", "mine.qualkit", "~$a.docx", ".hidden", "Participants.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "inner").mkdir()
    request = find_files(tmp_path)
    left = request.left

    assert [path.name for path in request.files] == ["a.txt", "b.txt"]
    assert request.participants == tmp_path / "Participants.csv"
    assert {item.file: item.status for item in left} == {
        "README.md": "skipped",
        "mine.qualkit": "skipped",
        "~$a.docx": "skipped",
        "inner": "skipped",
    }


def test_a_file_that_is_named_is_taken_at_its_name(tmp_path):
    """A read-me by name is somebody's wish; a participants' file by name goes before the folder's own."""
    (tmp_path / "README.md").write_text("x")
    own = _people(tmp_path, "participant")
    other = _people(tmp_path, "participant", name="people.csv")

    assert find_files([tmp_path / "README.md"]).files == (tmp_path / "README.md",)
    (tmp_path / "a.txt").write_text("x")
    assert find_files(tmp_path, other).participants == other
    assert find_files(tmp_path).participants == own


@pytest.mark.parametrize("inside", [[], ["README.md", "participants.csv"], ["mine.qualkit"], [".hidden"]])
def test_a_folder_without_transcripts_is_refused(tmp_path, inside):
    """Whatever else is in it, the sentence says what was looked for."""
    for name in inside:
        (tmp_path / name).write_text("x")
    with pytest.raises(LoadError, match="holds no transcripts: name a folder with .txt"):
        find_files(tmp_path)


def test_each_label_gets_a_part_without_a_participants_file():
    """One speaker is the document's participant, several are told apart, and both are said aloud."""
    one, said = cast(_talk("INT", "Sam", "INT"), ())
    assert {label: tuple(part) for label, part in one.items()} == {
        "INT": ("interviewer", None),
        "Sam": ("participant", "G1"),
    }
    assert said == ("Sam taken as the words of participant 'G1'",)

    two, said = cast(_talk("INT", "Sam", "Kit"), ())
    assert (two["Sam"].participant, two["Kit"].participant) == ("G1 Sam", "G1 Kit")
    assert len(said) == 2

    whole, said = cast(_talk(None), ())
    assert (whole[None].role, whole[None].participant) == ("participant", "G1")
    assert said == ("all of it taken as the words of participant 'G1'",)

    assert cast(_talk("INT", "Facilitator"), ())[1] == ("nobody in it was taken for a participant",)


def test_rows_say_whose_words_are_whose(tmp_path):
    """By document and speaker, in any case and with globs; who is in no row is other, and that is said."""
    rows = load_participants(
        _people(tmp_path, "participant,documents,speaker", "P1,g*,SAM", "P2,G1.txt;x,Kit;Kitty", "P3,z*,Jo")
    )
    parts, said = cast(_talk("INT", "Sam", "Kit", "Jo"), rows)

    assert {label: tuple(part) for label, part in parts.items()} == {
        "INT": ("interviewer", None),
        "Sam": ("participant", "P1"),
        "Kit": ("participant", "P2"),
        "Jo": ("other", None),
    }
    assert said == ("Jo is in no row of the participants' file: taken as 'other'",)


def test_a_row_without_a_speaker_means_the_only_one(tmp_path):
    """Where one speaks beside the interviewer it is theirs; where several do, nobody is guessed."""
    rows = load_participants(_people(tmp_path, "participant,documents", "P1,G1"))

    assert cast(_talk("INT", "Sam"), rows)[0]["Sam"].participant == "P1"
    assert {part.participant for part in cast(_talk("INT", "Sam", "Kit"), rows)[0].values()} == {None}


def test_a_row_can_make_a_participant_of_an_interviewers_label(tmp_path):
    """A label that would be an interviewer's is somebody's own words when their row says so."""
    rows = load_participants(_people(tmp_path, "participant,documents,speaker", "P1,G1,Q"))

    assert tuple(cast(_talk("INT", "Q"), rows)[0]["Q"]) == ("participant", "P1")


def test_a_wrong_participants_file_stores_nothing(project, tmp_path):
    """Neither the texts nor the people, nor an entry in the history."""
    _write(tmp_path / "P1.txt")
    entries = len(project.history())
    for people in (_people(tmp_path, "person,age", "P1,40", name="bad.csv"), tmp_path / "gone.csv"):
        with pytest.raises(LoadError, match=people.name):
            project.add_transcripts(tmp_path / "P1.txt", participants=people)

    assert (len(project.transcripts), len(project.participants), len(project.history())) == (0, 0, entries)


def test_undoing_a_casting_gives_the_stand_ins_back(project, tmp_path):
    """Naming people later can be taken back: roles, stand-ins and the tidy table are as they were."""
    project.add_transcripts([_write(tmp_path / "one.txt"), _write(tmp_path / "two.txt", more="So late.")])
    project.add_code("Late")
    project.code(project.transcripts["one"].find("late"), "late")
    before = project.codings().to_dict("records"), list(project.participants)
    assert before[1] == ["one", "two"]
    project.add_transcripts(
        [], participants=_people(tmp_path, "participant,documents,consent_paper", "Nora,one;two,yes")
    )
    assert list(project.participants) == ["Nora"]
    assert list(project.codings()["participant"]) == ["Nora"]

    project.undo()
    assert (project.codings().to_dict("records"), list(project.participants)) == before


def test_the_same_people_twice_change_nothing(project, tmp_path):
    """Adding the same folder again skips each text aloud and leaves no entry in the history."""
    folder = tmp_path / "talk"
    folder.mkdir()
    _write(folder / "one.txt")
    _people(folder, "participant,documents,age,consent_paper", "Nora,one,40,yes")
    project.add_transcripts(folder)
    entries = len(project.history())
    again = project.add_transcripts(folder)

    assert [(item.status, item.document) for item in again] == [("skipped", "one")]
    assert len(project.history()) == entries
    assert len(project.participants["Nora"].consents) == 1


def test_a_third_file_of_one_name_is_refused(project, tmp_path):
    """The stem, then the whole file name; when both are taken by other words, it is to be renamed."""
    found = []
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        found += project.add_transcripts(_write(folder / "P1.txt", more=f"Number {number}."))

    assert [(item.status, item.document) for item in found] == [
        ("stored", "P1"),
        ("stored", "P1.txt"),
        ("refused", ""),
    ]
    assert "rename it" in found[2].message
    assert {turn.document for turn in project.transcripts["P1.txt"]} == {"P1.txt"}


def test_twins_in_one_call_are_seen(project, tmp_path):
    """The second of two files with the same words is skipped, though the first is not on disk yet."""
    found = project.add_transcripts([_write(tmp_path / "a.txt"), _write(tmp_path / "b.txt")])

    assert [item.status for item in found] == ["stored", "skipped"]
    assert "same words as a" in found[1].message


def test_progress_counts_to_the_end(project, tmp_path):
    """It is told how many of how many, refused ones too."""
    (tmp_path / "empty.txt").write_text("")
    seen = []
    project.add_transcripts(
        [_write(tmp_path / "a.txt"), tmp_path / "empty.txt"], progress=lambda *done: seen.append(done)
    )

    assert seen == [(0, 2), (1, 2), (2, 2)] * 2


def test_files_are_shown_before_anything_is_stored(project, tmp_path):
    """Whoever watches sees each transcript that was read while the study is still without it."""
    watched = []
    project.add_transcripts(
        _write(tmp_path / "a.txt"), seen=lambda item: watched.append((item.file, len(project.transcripts)))
    )

    assert watched == [("a.txt", 0)]
    assert len(project.transcripts) == 1


def test_a_dry_run_says_what_would_be_and_leaves_no_trace(project, tmp_path):
    """Stored, skipped and refused as in earnest; no transcript, participant or entry in the history stays."""
    files = [_write(tmp_path / "a.txt"), _write(tmp_path / "b.txt")]
    (tmp_path / "empty.txt").write_text("")
    entries = len(project.history())
    found = project.add_transcripts([*files, tmp_path / "empty.txt"], dry_run=True)

    assert [item.status for item in found] == ["stored", "skipped", "refused"]
    assert (len(project.transcripts), len(project.participants), len(project.history())) == (0, 0, entries)


def test_strict_counts_a_name_that_is_taken_too(project, tmp_path):
    """What is refused only while it is stored takes everything back as well."""
    folder = tmp_path / "P1.txt"
    folder.mkdir()
    project.add_transcripts(_write(tmp_path / "P1.md"))
    project.add_transcripts(_write(folder / "P1.txt", more="One."))
    (tmp_path / "more").mkdir()
    with pytest.raises(LoadError, match="rename it. Nothing was stored"):
        project.add_transcripts(
            [_write(tmp_path / "fine.txt", more="Two."), _write(tmp_path / "more" / "P1.txt", more="Three.")],
            strict=True,
        )
    assert len(project.transcripts) == 2


def test_the_account_and_what_was_not_taken_over_are_kept(project, tmp_path):
    """How many characters went where is in the study, for whoever asks later; none of the words left out are."""
    (tmp_path / "a.txt").write_text(
        "Heron\n\nINT: So?\nP1: Yes.\n\nNOTE: kestrel\nINT: Oh.\n[End of interview]\n"
    )
    project.add_transcripts(tmp_path / "a.txt")
    stored = project.transcripts["a"].source

    assert stored.account == qk.load_transcript(tmp_path / "a.txt").source.account
    assert stored.account.total == 54
    assert (stored.header, stored.left_out) == ((), ())


def test_what_comes_in_comes_out(project, tmp_path):
    """Text, labels, times and questions of the example's formats are read back from the store as they were loaded."""
    files = [
        path for path in sorted(qk.model.shipped("transcripts_example").iterdir()) if path.stem[0] in "Pf"
    ]
    files = [path for path in files if path.stem in ("P1", "P3", "P7", "focus-group")]
    project.add_transcripts(files)
    for path in files:
        loaded, stored = qk.load_transcript(path), project.transcripts[path.stem]
        assert stored.text == loaded.text
        for one, other in zip(loaded, stored, strict=True):
            for field in ("number", "speaker", "text", "start", "end", "start_time", "end_time", "question"):
                assert getattr(one, field) == getattr(other, field)


def test_several_interviews_in_a_file_are_several_documents_aloud(project, tmp_path):
    """Each has its number and its own participant; `whole` keeps them together; nothing of it is silent."""
    talk = "".join(f"Interview {n}\n\n{TALK.format(who=f'P{n}', more=f'Number {n}.')}\n" for n in (1, 2))
    (tmp_path / "both.txt").write_text(talk)
    found = project.add_transcripts(tmp_path / "both.txt")
    assert [(item.status, item.document) for item in found] == [("stored", "both 1"), ("stored", "both 2")]
    assert list(project.participants) == ["both 1", "both 2"]
    assert "interview 2 of 2 in its file" in found[1].doubts

    whole = project.add_transcripts(tmp_path / "both.txt", whole=True)
    assert [(item.document, item.turns) for item in whole] == [("both", 8)]
