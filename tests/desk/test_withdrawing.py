"""Whoever takes their words back has them back, and nobody else loses one."""

from __future__ import annotations

import pytest

import qualkit as qk
from qualkit.errors import NotFound, QualkitError, StudyBusy, UndoError
from qualkit.privacy import Named, TheirWords
from qualkit.store.searching import bytes_of, stored_texts
from qualkit.testing import TINY_CODEBOOK, TINY_TALK

GROUP = (
    "INT: What is it like here?\n\n"
    "Rosa: I come on Mondays because the kettle is always on and people wave at you.\n\n"
    "Imre: For me it was a long road, I slept in the bus station for eleven nights in a row.\n\n"
    "INT: You slept in the bus station for eleven nights in a row, you said?\n\n"
    "Rosa: He told us that before. I felt for him. We all did.\n\n"
    "Imre: And then somebody brought soup.\n"
)
PEOPLE = (
    "participant,pseudonym,documents,speaker\n"
    "P1,Declan,P1,\n"
    "P2,Kofi,P2,\n"
    "P3,Rosa,group,Rosa\n"
    "P4,Imre,group,Imre\n"
)


def rich_project(study, folder):
    """Two interviews and a group, coded by two people, with memos that quote, papers and suggestions."""
    folder.mkdir()
    for name, words in {**TINY_TALK, "group.txt": GROUP}.items():
        (folder / name).write_text(words, encoding="utf-8")
    (folder / "participants.csv").write_text(PEOPLE, encoding="utf-8")
    project = qk.Project.create(study, coder="Ana")
    project.add_transcripts(folder)
    project.add_codebook(TINY_CODEBOOK)
    for document, words, code in (
        ("P1", "nobody asked me what had happened", "ignored"),
        ("P1", "Now there is the garden.", "something-to-do"),
        ("P2", "the doctor talked over my head", "ignored"),
        ("group", "the kettle is always on and people wave at you", "listened-to"),
        ("group", "slept in the bus station", "ignored"),
        ("group", "I felt for him. We all did.\nAnd then somebody brought soup", "listened-to"),
    ):
        project.code(project.transcripts[document].find(words), code)
    return project


@pytest.fixture
def project(study, tmp_path):
    """The rich study in either database; certificates go into the test's folder."""
    with rich_project(study, tmp_path / "in") as project:
        yield project


def _everything(project):
    if project.study.startswith("postgresql"):
        with project._store.reading() as connection:
            return list(stored_texts(connection))
    return list(bytes_of(project.study))


def _left(project, said, others=()):
    words = TheirWords.of([said], others)
    return sum(len(words.places(text)) for text in _everything(project))


P1_SAID = " ".join(line[4:] for line in TINY_TALK["P1.txt"].splitlines() if line.startswith("P1:"))
IMRE = " ".join(line[6:] for line in GROUP.splitlines() if line.startswith("Imre:"))


def test_nothing_is_left_of_a_whole_interview(project, tmp_path):
    """After a withdrawal the transcript, codings and memos are gone, and no byte holds eight of the words in a row."""
    assert _left(project, P1_SAID)
    done = project.withdraw("P1", out=tmp_path)

    assert (done.done, done.found) == (True, 0)
    assert _left(project, P1_SAID) == 0
    assert sorted(project.transcripts) == ["P2", "group"]
    assert sorted(project.participants) == ["P2", "P3", "P4"]
    assert project.check() == []
    assert "P1" not in set(project.codings()["document"])


def test_the_dry_run_changes_nothing_and_shows_no_words(project, tmp_path):
    """What it would touch is named by ids and counts; the study holds every byte that it held."""
    before = project.codings().to_csv(), _left(project, P1_SAID)
    shown = project.withdraw("P1", dry_run=True, out=tmp_path / "nowhere")

    assert (project.codings().to_csv(), _left(project, P1_SAID)) == before
    assert not shown.done
    assert {item.noun for item in shown.touched} >= {"codings", "documents", "participants"}
    assert not TheirWords.of([P1_SAID]).quoted_in(repr(shown) + str(shown.touched))
    assert shown.counts == project.withdraw("P1", out=tmp_path).counts


def test_in_a_group_the_others_stay_exactly(project, tmp_path):
    """One leaves a group: the others' turns, codings and quotes are as before, where the text is shorter."""
    before = project.codings()
    others = before[(before["participant"] != "P4") & ~before["text"].str.contains("soup")]
    said = {turn.text for turn in project.transcripts["group"].turns if turn.participant == "P3"}
    project.withdraw("P4", out=tmp_path)
    after = project.codings().set_index("coding_id")
    text = project.transcripts["group"]

    assert {turn.text for turn in text.turns if turn.participant == "P3"} == said
    assert [turn.speaker for turn in text.turns] == ["INT", "Rosa", "INT", "Rosa"]
    for row in others.itertuples():
        assert after.loc[row.coding_id, "text"] == row.text
        assert after.loc[row.coding_id, "participant"] == row.participant
    assert _left(project, IMRE) == 0
    assert project.check() == []


def test_a_coding_that_reaches_into_their_words_is_shortened(project, tmp_path):
    """What somebody marked across two speakers stays as far as it is the other's."""
    project.withdraw("P4", out=tmp_path)
    texts = list(project.codings()["text"])

    assert "I felt for him. We all did." in texts
    assert not any("soup" in text for text in texts)


def test_an_interviewer_who_repeats_them_is_cut_there(project, tmp_path):
    """Their words in the interviewer's mouth go too, with a mark where they stood."""
    project.withdraw("P4", out=tmp_path)
    asked = [turn.text for turn in project.transcripts["group"].turns if turn.speaker == "INT"]

    assert asked == ["What is it like here?", "You […], you said?"]


def test_memos_that_quote_lose_the_quote_and_keep_the_rest(project, tmp_path):
    """Another person's memo keeps its own words; the eight in a row that were quoted are taken out."""
    other = project.codings().set_index("document").loc["P2", "coding_id"]
    project.as_coder("Morag").memo(
        other, "Compare P1: I had NOWHERE to go and nobody asked me what had happened; a pattern?"
    )
    project.withdraw("P1", out=tmp_path)
    memo = project.codings().set_index("coding_id").loc[other, "memo"]

    assert memo == "Compare P1: [taken out]; a pattern?"


def test_a_code_named_with_their_words_gets_another_name(project, tmp_path):
    """An in-vivo code stays with what others marked, under a name that says nothing, in the history too."""
    made = project.add_code("They listen to me there, they really do")
    project.code(project.transcripts["P2"].find("My friend Jo rings every week."), made.id)
    project.memo(made, "my memo", about="code")
    project.withdraw("P1", out=tmp_path)

    assert made.id not in [code.id for code in project.codebook]
    assert made.id not in project.history().to_csv()
    assert list(project.codings().query("document == 'P2'")["code"])[-1].startswith("code-")
    assert project.check() == []


def test_it_cannot_be_undone_and_says_why(project, tmp_path):
    """`undo` refuses the withdrawal, and whatever it made impossible to undo."""
    project.withdraw("P1", out=tmp_path)
    with pytest.raises(UndoError, match="the words are gone"):
        project.undo()

    morag = project.as_coder("Morag")
    coding = morag.code(morag.transcripts["P2"].find("I felt invisible"), "ignored")
    morag.undo()
    assert coding.id not in set(project.codings()["coding_id"])


def test_the_history_says_that_it_happened_and_keeps_no_hash_of_it(project, tmp_path):
    """Who, what and when stay; hashes of what is gone are emptied, as a hash of few words can be guessed at."""
    before = project.history()
    project.withdraw("P1", out=tmp_path)
    after = project.history()

    assert list(after["verb"])[-1] == "withdraw"
    kept = ["id", "number", "at", "coder", "verb", "noun"]
    assert after[kept].head(len(before)).equals(before[kept])
    assert after["hash_after"].isna().sum() > before["hash_after"].isna().sum()


def test_the_history_still_lets_nothing_else_be_changed(project):
    """Apart from emptied hashes, the database itself refuses to change or delete an entry."""
    from qualkit.errors import StoreError
    from qualkit.store import tables

    history = tables.history
    for values in ({"coder": "x"}, {"verb": "x"}, {"noun_id": "x"}, {"hash_before": None, "hash_after": "x"}):
        with pytest.raises(StoreError, match="append-only"), project._store.keeping() as connection:
            connection.execute(history.update().values(**values))
    with pytest.raises(StoreError, match="append-only"), project._store.keeping() as connection:
        connection.execute(history.delete())


def test_it_is_refused_while_somebody_else_has_the_study_open(project, study, tmp_path):
    """A second opening is named in one sentence, and nothing is changed; once closed it goes on."""
    before = project.codings().to_csv()
    other = qk.Project.open(study, coder="Morag")
    with pytest.raises(StudyBusy, match="Morag.*needs the study for itself") as refused:
        project.withdraw("P1", out=tmp_path)
    assert "\n" not in str(refused.value)
    assert project.codings().to_csv() == before

    other.close()
    assert project.withdraw("P1", out=tmp_path).done


def test_a_passage_alone_goes_and_leaves_a_mark(project, tmp_path):
    """A part of an interview is taken out: its words and codings go, everything else of the person stays."""
    passage = project.transcripts["P1"].find("I had nowhere to go, and nobody asked me what had happened.")
    done = project.withdraw("P1", passage=passage, out=tmp_path)
    text = project.transcripts["P1"].text

    assert done.kind == "passage"
    assert "[…] Nobody at all." in text
    assert _left(project, passage.quote) == 0
    assert "P1" in project.participants
    assert list(project.codings().query("document == 'P1'")["text"]) == ["Now there is the garden."]
    assert project.check() == []


def test_a_topic_goes_everywhere_and_only_theirs(project, tmp_path):
    """What one person said under one code is taken out; what others said under it stays."""
    done = project.withdraw("P1", code="ignored", out=tmp_path)
    table = project.codings()

    assert done.kind == "topic"
    assert "nobody asked me what had happened" not in project.transcripts["P1"].text
    assert len(table[(table["participant"] == "P2") & (table["code"] == "ignored")]) == 1
    assert project.check() == []


def test_what_is_not_theirs_cannot_be_taken_back_by_them(project, tmp_path):
    """A passage of somebody else, a person or a code that is not there: refused, and nothing is changed."""
    passage = project.transcripts["P2"].find("the doctor talked over my head")
    before = project.codings().to_csv()
    with pytest.raises(QualkitError, match="Nothing that P1 said lies there"):
        project.withdraw("P1", passage=passage, out=tmp_path)
    with pytest.raises(NotFound, match="participant 'P9'"):
        project.withdraw("P9", out=tmp_path)
    with pytest.raises(QualkitError, match="no such folder"):
        project.withdraw("P1", out=tmp_path / "nowhere")

    assert project.codings().to_csv() == before


def test_the_certificate_says_what_was_done_and_what_cannot_be(project, tmp_path):
    """Text and page: counts, the search, and honestly what nobody can call back; nobody's words."""
    done = project.withdraw("P1", out=tmp_path)
    text, page = (file.read_text(encoding="utf-8") for file in done.certificate)

    for words in ("P1", "1 whole transcript", "Nothing was found", "nobody can call back", "kitchen table"):
        assert words in text
        assert words in page
    assert not TheirWords.of([P1_SAID]).quoted_in(text + page)
    assert "Declan" not in text + page


def test_who_has_withdrawn_does_not_come_in_again(project, tmp_path):
    """The same file added again later is refused for them, by name of the id."""
    project.withdraw("P1", out=tmp_path)
    added = project.add_transcripts(tmp_path / "in" / "P1.txt")

    assert [item.status for item in added] == ["refused"]
    assert "took everything back" in added[0].message
    assert _left(project, P1_SAID) == 0


def test_holding_back_is_a_smaller_step(project):
    """'Not this quote' keeps the coding and covers its words; letting go brings them back."""
    (hold,) = project.participants.hold_back("P1", code="ignored")
    table = project.codings().query("participant == 'P1'")
    assert list(table["text"].str.startswith("[held back")) == [True, False]
    assert [item.strength for item in project.participants.held_back] == ["quote"]

    project.participants.let_go(hold)
    assert project.participants.held_back == ()
    assert "nobody asked me" in project.codings().to_csv()


def test_the_key_to_the_names_lets_go_of_them_too(project, tmp_path, monkeypatch):
    """After names were replaced, the key holds old texts: theirs go, names of theirs alone go, the others' come back."""
    key = tmp_path / "study.names.qualkit-key"
    monkeypatch.setenv("QUALKIT_KEY", str(key))
    project.names.apply([Named("Jo", "person", "all", "Sam"), Named("Imre", "person", "all", "Ivo")])
    assert "eleven nights" in key.read_bytes().decode("utf-8", "replace")
    project.withdraw("P4", out=tmp_path)
    kept = " ".join(bytes_of(key))

    assert not TheirWords.of([IMRE]).quoted_in(kept, whole=False)
    assert "Imre" not in kept
    assert [name.form for name in project.names.remembered()] == ["Jo"]
    assert "Jo rings" not in project.transcripts["P2"].text
    project.names.restore()
    assert "Jo rings" in project.transcripts["P2"].text
    assert project.check() == []


def test_a_key_that_cannot_be_opened_is_on_the_certificate(project, tmp_path, monkeypatch):
    """Where the key is not where it is looked for, the withdrawal is done and says what still holds the words."""
    key = tmp_path / "study.names.qualkit-key"
    monkeypatch.setenv("QUALKIT_KEY", str(key))
    project.names.apply([Named("Jo", "person", "all", "Sam")])
    key.rename(tmp_path / "elsewhere")
    done = project.withdraw("P1", out=tmp_path)

    assert any("the key to the names" in line for line in done.copies)
    assert "the key to the names" in done.certificate[0].read_text(encoding="utf-8")


def test_earlier_states_of_a_corrected_text_lose_the_words_too(project, tmp_path):
    """A text that was put right twice holds them in no state of it, and the others' codings stand where they stood."""
    project.transcripts.correct("group", "felt for him", "felt with him")
    project.transcripts.correct("group", "eleven nights in a row.", "twelve nights in a row.")
    before = project.codings().set_index("coding_id")["text"]
    done = project.withdraw("P4", out=tmp_path)
    after = project.codings().set_index("coding_id")["text"]

    assert done.found == 0
    assert _left(project, IMRE) == 0
    assert _left(project, IMRE.replace("eleven", "twelve")) == 0
    assert "codings changed" not in done.counts
    kettle = before[before.str.contains("kettle")].index[0]
    assert after[kettle] == before[kettle]
