"""Codebooks as files: what is read, what is refused, and that writing and reading agree."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import CodebookError, NotFound
from qualkit.loaders import check_codebook, codebook_text, load_codebook, save_codebook
from qualkit.loaders.codebook_drafts import one_line
from qualkit.loaders.codebook_drafts import text as stripped
from qualkit.loaders.codebook_tables import read_table, xlsx_bytes
from qualkit.loaders.codebook_yaml import read_yaml
from qualkit.loaders.sheets import read_csv, read_xlsx
from qualkit.model import Code, Codebook, built_in_codebooks

YAML = """\
id: small
title: Small
version: 1.0
codes:
  - id: home
    name: Home
    definition: Where one lives.
    polarity: validating
    examples: ["It's warm: and dry.", no, 2]
    pair: [damp]
    codes:
      - id: damp
        name: Damp
        definition: >
          Wet walls,
          cold rooms.
        polarity: invalidating
        pair: home
"""


@pytest.fixture
def write(tmp_path):
    def written(content, name="book.yaml"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return written


def test_yaml_is_read_as_written(write):
    """No, 2 and 1.0 stay what someone typed; a child knows its parent."""
    book = load_codebook(write(YAML))
    assert (book.id, book.version, book.path("damp")) == ("small", "1.0", "Home > Damp")
    assert book["home"].examples == ("It's warm: and dry.", "no", "2")
    assert book["damp"].definition == "Wet walls, cold rooms."
    assert book["damp"].pair == ("home",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: damp", "id: home", 12, "the id 'home' stands on line 5 too"),
        (
            "polarity: invalidating",
            "polarity: negative",
            17,
            "must be validating or invalidating.*not 'negative'",
        ),
        ("polarity: invalidating", "polarity: invalidatng", 17, "Did you mean 'invalidating'"),
        ("definition: Where one lives.", "definition:", 7, "has no definition"),
        ("    definition: Where one lives.\n", "", 5, "has no definition"),
        ("name: Damp", "nane: Damp", 13, "'nane' is no key of a code. Did you mean 'name'"),
        ("title: Small", "titel: Small", 2, "'titel' is no key of a codebook. Did you mean 'title'"),
        ("pair: home", "pair: hone", 18, "is 'hone', which is no code here. Did you mean 'home'"),
        ("pair: home", "pair: damp", 18, "its own pair"),
        ("name: Home", "name: [Home]", 6, "'name' must be text"),
        ("name: Home", "name: Home\n    name: Homes", 7, "'name' stands twice"),
        ("id: damp", "id: damp walls", 12, "may hold letters"),
        ("    definition: Where", "\tdefinition: Where", 7, "a tab stands at the beginning"),
        ('dry.", no', "dry., no", 9, "this is no YAML"),
        ("pair: home", "pair: *home", 18, "points elsewhere"),
        ("  - id: home", "  - home", 6, "this is no YAML"),
        (
            "    codes:\n      - id: damp",
            "    parent: nowhere\n    codes:\n      - id: damp",
            11,
            "which is no code",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(write, old, new, line, words):
    """The place in the file, and the nearest name."""
    assert YAML.count(old) == 1
    file = write(YAML.replace(old, new))
    found = [problem.message for problem in check_codebook(file) if problem.line == line]
    assert any(re.search(words, message) for message in found), check_codebook(file)
    with pytest.raises(CodebookError, match=r"^book.yaml, line \d+: "):
        load_codebook(file)


def test_everything_wrong_is_found_at_once(write):
    """The error names the first and counts the rest; the check lists all."""
    file = write("codes:\n- id: a\n  nam: A\n- name: B\n  definition: b\n")
    problems = check_codebook(file)
    assert [(problem.line, problem.message.split(":")[0].rstrip(".")) for problem in problems] == [
        (2, "the code 'a' has no definition"),
        (2, "the code 'a' has no name (one for people)"),
        (3, "'nam' is no key of a code. Did you mean 'name'?"),
        (4, "a code has no id (one to join by)"),
    ]
    with pytest.raises(CodebookError, match=r"\(and 3 more"):
        load_codebook(file)


def test_a_good_codebook_has_no_problems(write):
    """An empty list."""
    assert check_codebook(write(YAML)) == []


def test_a_code_in_peoples_own_words_may_wait_for_its_definition(write):
    """Of the kind in vivo only."""
    book = load_codebook(write("codes:\n- {id: talked-at, name: talked at, kind: in vivo}\n"))
    assert book["talked-at"].definition == ""


def test_a_study_may_start_with_an_empty_codebook(write):
    """No codes is no fault."""
    assert len(load_codebook(write("id: new\ncodes: []\n"))) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("just words", "a codebook is written as keys and values"),
        ("- id: a", "a codebook is written as keys and values"),
        ("codes: home", "'codes' must be a list"),
        ("codes: [home]", "a code is written as keys"),
        ("a: &a [b]\nid: *a", "points elsewhere"),
        ("[" * 200_000, "nested deeper"),
        ("", "is empty"),
        ("# nothing\n", "the file is empty"),
        ("id: !!python/object/apply:os.system [ls]", "'id' must be text"),
        ("id: a\x07", "this is no YAML"),
    ],
)
def test_what_is_no_codebook_is_refused(write, content, words):
    """Hostile files too, and quickly."""
    with pytest.raises(CodebookError, match=words):
        load_codebook(write(content))


def test_spreadsheets_are_as_good(write):
    """Parents by id or by path, in any order; lists with semicolons or line breaks."""
    data = (
        "id;name;definition;examples;path\n"
        'damp;Damp;Wet walls.;"It drips; all day\nIt smells";Home > Damp\n'
        "cold;Cold;No heat.;One; Home\n"
        "home;Home;Where one lives.;One. ;\n"
    ).replace("One; Home", "One;Home")
    book = load_codebook(write(data, "book.csv"))
    assert [code.id for code in book] == ["home", "damp", "cold"]
    assert (book["damp"].parent, book["cold"].parent) == ("home", "home")
    assert book["damp"].examples == ("It drips; all day", "It smells")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("id,name,definition\na,A,x\na,B,y\n", "line 3: the id 'a' stands on line 2 too"),
        ("id,name,definiton\na,A,x\n", "line 1: 'definiton' is no column.*Did you mean 'definition'"),
        ("id,name,definition,path\na,A,x,Home > A\n", "line 2: the path of 'a' leads to 'Home'"),
        ("id,name,definition,parent\na,A,x,b\nb,B,y,a\n", "line 2: .*stands under itself"),
        ("id,name,definition,name\na,A,x,B\n", "stands twice"),
        ("id,name,definition\na,A,x,y\n", "stray comma"),
    ],
)
def test_what_is_wrong_in_a_spreadsheet_is_named_with_its_row(write, data, words):
    """As for YAML."""
    with pytest.raises(CodebookError, match=words):
        load_codebook(write(data, "book.csv"))


def test_a_built_in_name_is_enough():
    """And a wrong one names the nearest."""
    for name in built_in_codebooks():
        assert check_codebook(name) == []
    with pytest.raises(NotFound, match="There is no built-in codebook 'validation'"):
        load_codebook("validation")


def test_missing_files_folders_and_other_endings_are_one_sentence(tmp_path, write):
    """Nothing is guessed."""
    with pytest.raises(NotFound, match="no codebook file"):
        load_codebook(tmp_path / "none.yaml")
    with pytest.raises(NotFound, match="no codebook file"):
        load_codebook("none.yaml")
    with pytest.raises(CodebookError, match="is a folder"):
        load_codebook(tmp_path)
    with pytest.raises(CodebookError, match="no codebook by its ending"):
        load_codebook(write("x", "book.doc"))
    with pytest.raises(CodebookError, match="not 'json'"):
        codebook_text(Codebook(), "json")
    with pytest.raises(CodebookError, match="none of these"):
        save_codebook(Codebook(), tmp_path / "book.json")
    with pytest.raises(CodebookError, match="cannot be written"):
        save_codebook(Codebook(), tmp_path / "no" / "book.yaml")


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30).map(
    one_line
)
NAMED = LINE.filter(lambda name: name and ">" not in name)
LONG = st.lists(LINE, min_size=1, max_size=3).map("\n".join).map(stripped).filter(bool)
ITEMS = st.lists(
    st.sampled_from(
        ["=1+1", "- well, no", "'=x", "a; b", "no", "@me", "+44", ": colon", "# hash", "~", "null"]
    )
    | LINE.filter(bool),
    max_size=4,
).map(tuple)


@st.composite
def codebooks(draw):
    ids = draw(
        st.lists(
            st.from_regex(r"[a-z0-9=+-][a-z0-9é_.-]{0,8}", fullmatch=True).filter(lambda i: i == one_line(i)),
            max_size=6,
            unique=True,
        )
    )
    codes = []
    for at, code_id in enumerate(ids):
        others = [other for other in ids if other != code_id]
        codes.append(
            Code(
                id=code_id,
                name=draw(NAMED),
                definition=draw(LONG),
                include=draw(st.just("") | LONG),
                exclude=draw(st.just("") | LONG),
                examples=draw(ITEMS),
                words=draw(ITEMS),
                kind=draw(st.sampled_from(["", "condition", "in vivo"])),
                polarity=draw(st.sampled_from([None, "validating", "invalidating"])),
                part=draw(st.sampled_from(["", "roots"])),
                pair=tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True)))
                if others
                else (),
                area=draw(LINE),
                parent=draw(st.sampled_from([None, *ids[:at]])),
            )
        )
    return Codebook(tuple(codes), *(draw(LINE) for _ in range(5)))


@given(codebooks())
@settings(max_examples=150, deadline=None)
def test_yaml_comes_back_as_it_was(book):
    """Whatever the order and the words."""
    assert read_yaml(codebook_text(book, "yaml"), "a.yaml").codebook() == book


@given(codebooks())
@settings(max_examples=150, deadline=None)
def test_csv_comes_back_as_it_was(book):
    """What looks like a formula too."""
    assert read_table(read_csv(codebook_text(book, "csv").encode(), "a.csv"), "a.csv").codebook() == book


@given(codebooks())
@settings(max_examples=15, deadline=None)
def test_xlsx_comes_back_as_it_was(book):
    """Every cell as text."""
    assert read_table(read_xlsx(xlsx_bytes(book), "a.xlsx"), "a.xlsx").codebook() == book


@pytest.mark.parametrize("ending", ["yaml", "yml", "csv", "xlsx"])
def test_a_saved_codebook_is_read_again(tmp_path, write, ending):
    """By the file's ending."""
    book = load_codebook(write(YAML))
    assert load_codebook(save_codebook(book, tmp_path / f"again.{ending}")) == book


def test_what_looks_like_a_formula_is_guarded_in_csv():
    """A spreadsheet program would run it."""
    book = Codebook((Code("a", "=HYPERLINK(1)", "x"),))
    assert "'=HYPERLINK(1)" in codebook_text(book, "csv")
