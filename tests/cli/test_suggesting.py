"""suggest, accept, reject."""

from __future__ import annotations

from tests.cli.answers import kept, objects, ok, refused


def _offered(run, study, *options):
    return objects(run("suggest", study, *options, "--json"))


def test_asking_stores_no_coding(run, study):
    """However often it is asked, the table is the same; --document, --code and --limit narrow it."""
    before = objects(run("codings", study, "--json"))
    found = _offered(run, study)
    assert found == _offered(run, study)
    assert objects(run("codings", study, "--json")) == before

    assert len(_offered(run, study, "--limit", "1")) == 1
    assert {item["document"] for item in _offered(run, study, "--document", "P2")} <= {"P2"}
    assert {item["code"] for item in _offered(run, study, "--code", "ignored")} <= {"ignored"}


def test_the_words_stand_at_their_place(run, study):
    """Text, start and end of each belong together, so that an accepted one quotes what was shown."""
    first = _offered(run, study)[0]
    ok(run("accept", study, first["suggestion_id"], "--coder", "Morag"))
    row = next(row for row in objects(run("codings", study, "--json")) if row["coder"] == "Morag")

    assert {key: row[key] for key in ("document", "start", "end", "text", "code")} == {
        key: first[key] for key in ("document", "start", "end", "text", "code")
    }
    assert row["origin"] == "suggestion"


def test_several_are_decided_at_once(run, study):
    """Each id gets its line."""
    ids = [item["suggestion_id"] for item in _offered(run, study)][:2]

    assert len(ok(run("accept", study, *ids, "--coder", "Morag")).splitlines()) == len(ids)


def test_deciding_twice_is_refused(run, study):
    """By anybody, with who decided it and the way out; undo lets it be decided anew."""
    first = _offered(run, study)[0]["suggestion_id"]
    ok(run("reject", study, first, "--coder", "Morag"))
    before = kept(study)
    for verb in ("accept", "reject"):
        assert "was rejected by Morag already; undo that first" in refused(
            run(verb, study, first, "--coder", "Ana")
        )
    assert kept(study) == before

    ok(run("undo", study, "--coder", "Morag"))
    ok(run("accept", study, first, "--coder", "Ana"))


def test_who_refused_is_left_out(run, study):
    """After suggest=no nothing of that person is proposed; when nobody is left, a sentence says so."""
    ok(run("consent", study, "P1", "suggest=no"))
    assert {item["document"] for item in _offered(run, study)} <= {"P2"}
    ok(run("consent", study, "P2", "suggest=no"))

    assert _offered(run, study) == []
    assert "Nothing to suggest" in ok(run("suggest", study))


def test_what_cannot_be_asked_is_refused(run, study):
    """A document, code, limit or suggestion that there is not: one line, and nothing is stored."""
    before = kept(study)
    for words, said in (
        (("suggest", "--document", "P9"), "Did you mean 'P"),
        (("suggest", "--code", "ignord"), "Did you mean 'ignored'"),
        (("suggest", "--limit", "0"), "1 or more"),
        (("accept", "zzzz"), "no suggestion"),
        (("reject", ""), "no suggestion"),
    ):
        verb, *rest = words
        assert said in refused(run(verb, study, *rest))

    assert kept(study) == before
