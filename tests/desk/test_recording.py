"""What a group records about its study."""

from __future__ import annotations

import pytest

import qualkit as qk
from qualkit.desk.recording import SETTINGS
from qualkit.errors import CodebookError, NotFound, QualkitError
from qualkit.model import Code, Codebook
from qualkit.testing import TINY_CODEBOOK, tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def test_a_setting_is_kept_as_it_was_said(project):
    """Every known one can be set, its name in any case, its words with their letters and lines."""
    for number, key in enumerate(SETTINGS):
        project.set(key.upper().replace("_", "-"), f"  Siân,\n0117 {number} ☎ ")

    assert project.settings == {key: f"Siân,\n0117 {number} ☎" for number, key in enumerate(SETTINGS)}


def test_a_setting_without_words_or_name_is_refused(project):
    """Blank words, and a name that is not one, leave the settings as they were."""
    project.set("contact", "Sam")
    for key, words in (("contact", "  "), ("colour", "red"), ("", "x")):
        with pytest.raises(QualkitError):
            project.set(key, words)

    assert project.settings == {"contact": "Sam"}


def test_consents_of_several_scopes_are_one_change(project):
    """All or none: one unknown scope, or an unknown person, records nothing; undo takes back all of one call."""
    for refused in (
        lambda: project.consent("P1", paper=True, everything=True),
        lambda: project.consent("P9", paper=True),
    ):
        with pytest.raises(NotFound):
            refused()
    assert project.participants["P1"].consents == ()

    project.consent("P1", paper=True, quote=False)
    assert (project.participants["P1"].may("paper"), project.participants["P1"].may("quote")) == (True, False)
    project.undo()
    assert project.participants["P1"].consents == ()


def test_a_codebook_comes_back_as_it_was_added(project):
    """Every field of every code, in order, from a `Codebook`, a name and a file."""
    assert project.codebook.codes == TINY_CODEBOOK.codes
    project.add_codebook("recovery-evidence")
    assert project.codebook.codes[3:] == qk.load_codebook("recovery-evidence").codes
    project.add_codebook(qk.model.built_in_codebooks()["inter-agency-working"])

    assert len(project.codebook) == 3 + 17 + 12


def test_a_codebook_with_a_taken_id_adds_nothing(project):
    """One clash refuses the whole of it."""
    with pytest.raises(CodebookError, match="'ignored' already"):
        project.add_codebook(Codebook((Code("new", "New"), Code("ignored", "Ignored")), "other"))

    assert project.codebook == TINY_CODEBOOK


def test_a_code_can_move_and_come_back(project):
    """Under another it stands after it, its path says so in the tidy table, and undo puts it back."""
    before = project.codings().to_dict("records"), project.codebook
    project.change_code("ignored", parent="something-to-do")
    paths = set(project.codings()["code_path"])
    assert paths == {"Something to do", "Something to do > Judged or ignored"}

    project.undo()
    assert (project.codings().to_dict("records"), project.codebook) == before


def test_a_code_is_never_lost_from_the_tree(project):
    """Hung on itself or on nothing it is refused, and the codebook stays whole."""
    project.add_code("Tuesdays", parent="something-to-do")
    before = project.codebook
    for parent in ("something-to-do", "tuesdays", "gone"):
        with pytest.raises((CodebookError, NotFound)):
            project.change_code("something-to-do", parent=parent)

    assert project.codebook == before


def test_a_consent_says_which_text_and_how(tmp_path):
    """The version of the text that was shown and the route stand with each answer; the same yes to a new text is kept too."""
    with tiny_project(tmp_path / "t.qualkit") as project:
        project.set("consent_version", "1 of January")
        project.consent("P1", quote=True, route="talk")
        project.consent("P1", quote=True, route="phone")
        project.set("consent_version", "2 of March")
        project.consent("P1", quote=True)
        project.consent("P1", paraphrase=True, version="an older one", route="form")
        answers = [(c.scope, c.version, c.route) for c in project.participants["P1"].consents]
        with pytest.raises(NotFound, match="advocate"):
            project.consent("P1", quote=True, route="advocates")

    assert answers == [
        ("quote", "1 of January", "talk"),
        ("quote", "2 of March", ""),
        ("paraphrase", "an older one", "form"),
    ]
