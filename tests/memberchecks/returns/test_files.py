"""Forms and tables are read as they were saved; whatever is broken in them is put aside by name."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import ReturnError
from qualkit.memberchecks.answer_names import as_json
from qualkit.memberchecks.returns import read_file, write_answers
from qualkit.memberchecks.returns.table import read_table
from qualkit.model import Answer, Return

DOC, CODE = "QK1-7F3K9-v1", "ACDEFGHJK3"
HEAD = "doc,code,item,answer,words,received\n"


@pytest.fixture
def read(tmp_path):
    """What a file with these bytes holds."""

    def read(content, name="back.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path)[0]

    return read


def test_the_forms_file(read):
    """The file that the form saves gives its answers, words and what we missed."""
    fields = {"c1_answer": "notquite", "c1_own": "Twice.", "c2_answer": "", "c2_own": ""}
    (returned,) = read(as_json(DOC, CODE, fields, "The bus."), "answers.json")

    assert (returned.source, returned.doc, returned.code, returned.more) == ("html", DOC, CODE, "The bus.")
    assert [answer.state for answer in returned.answers] == ["not_quite", "unanswered"]


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_from_spreadsheets(read, mark):
    """Semicolons, a mark before the text, UTF-16 and Windows' letters; what looks like a formula is text."""
    table = f"doc;code;item;answer;words\n{DOC};{CODE};1;agree;'=1+1 café\n{DOC};{CODE};0;;-2 °C\n"
    (returned,) = read(table.encode(mark))

    assert returned.answers[0].words == "=1+1 café"
    assert returned.more == "-2 °C"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", '{"format": "qualkit-answers 1", "doc": ' + "[" * 100_000),
        ("later.json", '{"format": "qualkit-answers 2"}'),
        ("numbers.json", '{"format": "qualkit-answers 1", "doc": 1, "code": 2, "answers": {}}'),
        (
            "list.json",
            json.dumps(
                {"format": "qualkit-answers 1", "doc": DOC, "code": CODE, "answers": {"c1_answer": []}}
            ),
        ),
        (
            "field.json",
            json.dumps({"format": "qualkit-answers 1", "doc": DOC, "code": CODE, "answers": {"name": "x"}}),
        ),
        ("maybe.json", as_json(DOC, CODE, {"c1_answer": "maybe"})),
        ("long.csv", f"{HEAD}{DOC},{CODE},1,agree,{'x' * 200_000},\n"),
        ("twice.csv", f"{HEAD}{DOC},{CODE},1,agree,,\n{DOC},{CODE},1,skip,,\n"),
        ("item.csv", f"{HEAD}{DOC},{CODE},x,agree,,\n"),
        ("answer.csv", f"{HEAD}{DOC},{CODE},1,maybe,,\n"),
        ("empty.csv", HEAD),
        ("other.csv", "a,b\n1,2\n"),
        ("packed.docx", "PK\x03\x04nothing"),
    ],
)
def test_what_is_broken_is_put_aside(read, name, content):
    """Each is refused by its name and without what was in it, whatever other readers of tables have allowed."""
    before = csv.field_size_limit(10_000_000)
    try:
        with pytest.raises(ReturnError, match=name):
            read(content, name)
    finally:
        csv.field_size_limit(before)


@given(words=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_words_survive_a_table(words):
    """Whatever somebody wrote comes back from a table as it was, apart from spaces at its ends."""
    said = Return("csv", DOC, CODE, (Answer.of(1, "agree", words),))
    back = read_table(write_answers([said]), "answers.csv")[0].answers[0].words

    from qualkit.memberchecks.returns.words import tidied

    assert back == tidied(words)
