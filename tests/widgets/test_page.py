"""The page in a real browser: what is marked is what is stored, and what is said is what is so."""

from __future__ import annotations

import json

import pytest

from tests.fixtures.coding_page import on_screen

pytestmark = pytest.mark.browser


def mine(project):
    """This coder's codings: (text, code, polarity)."""
    table = project.codings()
    table = table[table.coder == project.coder.name]
    return [tuple(row) for row in table[["text", "code", "polarity"]].itertuples(index=False)]


def at_turn(screen, number):
    """Put the keyboard's place at a turn."""
    screen.page.locator("#first .qk-turn").nth(number).focus()


def drag(screen, start, end):
    """Drag the mouse from one place in the words to another: (turn, character)."""
    box = """([turn, at, after]) => {
        const words = document.querySelectorAll("#first .qk-turn")[turn].querySelector(".qk-words");
        const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        let left = at;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (left < node.length || (left === node.length && after)) {
                const range = document.createRange();
                range.setStart(node, after ? left - 1 : left);
                range.setEnd(node, after ? left : left + 1);
                const { left: x, right, top, bottom } = range.getBoundingClientRect();
                return [after ? right - 1 : x + 1, (top + bottom) / 2];
            }
            left -= node.length;
        }
        throw new Error("no such place");
    }"""
    from_x, from_y = screen.page.evaluate(box, [*start, False])
    to_x, to_y = screen.page.evaluate(box, [*end, True])
    screen.page.mouse.move(from_x, from_y)
    screen.page.mouse.down()
    screen.page.mouse.move(to_x, to_y, steps=4)
    screen.page.mouse.up()


def test_a_sentence_by_keyboard(screen, project):
    """Two keys code the sentence at the cursor, and it is in the study when the page says that it is saved."""
    at_turn(screen, 1)
    screen.press("s", "1")
    screen.saved()

    [(text, code, _)] = mine(project)
    assert text == "I had nowhere to go, and nobody asked me what had happened."
    assert code in project.codebook


def test_one_code_more_is_one_key_more(screen, project):
    """The words stay marked, so a second code on them takes one key, and a third sentence by a dot the same code."""
    at_turn(screen, 1)
    screen.press("s", "1", "2", "Shift+S", ".")
    screen.saved()

    codes = [code for _, code, _ in mine(project)]
    assert (
        len(mine(project)) == 2
    )  # the dot made the second coding longer: one code on overlapping words is one coding
    assert len(set(codes)) == 2
    assert sorted(len(text) for text, _, _ in mine(project)) == [59, 74]


def test_words_by_keyboard(screen, project):
    """Arrows mark a word, and with Shift one more or one less; Alt and Shift move the beginning."""
    at_turn(screen, 1)
    screen.press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft")
    screen.press("Alt+Shift+ArrowLeft", "1")
    screen.saved()

    assert mine(project)[0][0] == "I had nowhere"


def test_the_whole_turn(screen, project):
    """One key marks a turn without the white space around it."""
    at_turn(screen, 3)
    screen.press("t", "2")
    screen.saved()

    assert mine(project)[0][0] == project.transcripts["P1"].turns[3].text


def test_a_drag_takes_whole_words(screen, project):
    """A drag that begins and ends inside words marks them whole."""
    text = project.transcripts["P1"].turns[1].text
    drag(screen, (1, text.index("where to")), (1, text.index("go,") + 1))
    screen.press("1")
    screen.saved()

    assert mine(project)[0][0] == "nowhere to go"


def test_a_drag_across_turns(screen, project):
    """Words of several turns become one coding with the turns between, a line feed between turns as Python has it."""
    turns = project.transcripts["P1"].turns
    drag(screen, (1, turns[1].text.index("Nobody at")), (3, turns[3].text.index("garden") + 6))
    screen.press("1")
    screen.saved()

    assert mine(project)[0][0] == "Nobody at all.\nAnd now?\nNow there is the garden"


def test_a_double_click_is_a_word_and_a_triple_a_turn(screen, project):
    """The browser's own gestures mark what people expect."""
    words = screen.page.locator("#first .qk-turn").nth(1).locator(".qk-words")
    words.dblclick(position={"x": 25, "y": 14})
    screen.press("1")
    screen.saved()
    words.click(position={"x": 40, "y": 14}, click_count=3)
    screen.press("2")
    screen.saved()

    texts = [text for text, _, _ in mine(project)]
    assert project.transcripts["P1"].turns[1].text in texts
    assert min(texts, key=len) in {"had", "I", "nowhere"}


def test_any_code_in_seven_keys(screen, project):
    """Select, a slash, four letters and Enter lay any code of the codebook."""
    at_turn(screen, 1)
    screen.press("s", "/", *"list", "Enter")
    screen.saved()

    assert [code for _, code, _ in mine(project)] == ["listened-to"]


def test_a_new_code_in_their_words(screen, project):
    """What has no code is given one where it is marked; a code that is like it is shown first."""
    at_turn(screen, 1)
    screen.press("s", "/")
    screen.page.keyboard.type("Listening to nobody")
    assert "similar code exists: Listened to" in screen.page.locator("#first .qk-palette").inner_text()
    screen.page.locator("#first .qk-palette li", has_text="New code").click()
    screen.saved()

    assert project.codebook["listening-to-nobody"].name == "Listening to nobody"
    assert [code for _, code, _ in mine(project)] == ["listening-to-nobody"]


def test_in_vivo(screen, project):
    """The marked words themselves become the code's name."""
    at_turn(screen, 1)
    screen.press("Shift+ArrowRight", "Shift+ArrowRight", "i")
    screen.page.locator("#first .qk-palette li", has_text="New code").click()
    screen.saved()

    assert mine(project)[0][:2] == ("I had", "i-had")


def test_pole_memo_and_removal(screen, project):
    """The coding laid last is in hand: its pole turns with a key, its memo saves itself, Delete takes it out."""
    at_turn(screen, 1)
    screen.press("s", "1", "p")
    screen.saved()
    pole = mine(project)[0][2]
    screen.press("m")
    screen.page.keyboard.type("Ask again <b>later</b>")
    screen.press("Escape")
    screen.saved()

    table = project.codings()
    assert table[table.coder == "Bo"].memo.tolist() == ["Ask again <b>later</b>"]
    screen.press("m", "End")
    screen.page.keyboard.type(", and kindly")
    screen.press("Escape")
    screen.saved()
    assert [memo.text for memo in project.memos] == ["Ask again <b>later</b>, and kindly"]
    assert pole in {"validating", "invalidating", "both", "unclear"}
    screen.press("Delete")
    screen.saved()
    assert mine(project) == []


def test_undo_takes_back_what_was_done_last(screen, project):
    """One key takes one change back, on the screen as in the study."""
    at_turn(screen, 1)
    screen.press("s", "1", "ArrowDown", "ArrowDown", "s", "2")
    screen.saved()
    screen.press("u")
    screen.saved()

    assert [code for _, code, _ in mine(project)] == [
        project.codings()[lambda t: t.coder == "Bo"].code.iloc[0]
    ]
    assert screen.page.locator("#first .qk-chip").count() == 1


def test_the_brush_codes_at_each_drag(screen, project):
    """With the brush in hand one drag is one coding."""
    at_turn(screen, 1)
    screen.press("s", "1", "b", "Escape", "b")
    text = project.transcripts["P1"].turns[3].text
    drag(screen, (3, text.index("They")), (3, text.index("there,") + 3))
    screen.saved()

    assert ("They listen to me there", mine(project)[0][1]) in [row[:2] for row in mine(project)]


def test_others_stay_unseen_until_asked_for(screen, project):
    """Blind first: somebody else's codings are not sent to the page until its reader asks."""
    assert screen.page.locator("#first .qk-chip").count() == 0
    screen.page.get_by_label("Others' codings").check()
    screen.page.locator("#first .qk-chip").first.wait_for()

    everybody = project.codings()
    assert screen.page.locator("#first .qk-chip").count() == (everybody.document == "P1").sum()


def test_somebody_elses_coding_stays(screen, project):
    """What another coder laid can be seen and not changed."""
    screen.page.get_by_label("Others' codings").check()
    screen.page.locator("#first .qk-chip").first.click()
    before = project.codings().to_dict("records")
    at_turn(screen, 1)
    screen.press("Delete", "p")

    assert project.codings().to_dict("records") == before


def test_a_thousand_random_actions_leave_screen_file_and_table_equal(screen, project):
    """After 1,000 actions of every kind what is painted, what the page knows, and what the study's table says are one."""
    screen.page.evaluate(
        """async () => {
        const { qualkitPage: page } = document.getElementById("first");
        let seed = 11;
        const draw = (many) => (seed = (seed * 48271) % 2147483647) % many;
        const kinds = ["nextTurn", "lastTurn", "nextWord", "nextWord", "growEnd", "sentence", "wholeTurn", "code1", "code2", "code3",
            "again", "pole", "important", "remove", "undo", "undo", "redo", "codingGrowEnd", "codingShrinkEnd",
            "codingGrowStart", "nextCoding", "lastCoding", "memo"];
        for (let step = 0; step < 1000; step += 1) {
            const kind = kinds[draw(kinds.length)];
            if (kind === "memo" && page.state.chosen) page.memo(page.state.chosen, `memo ${step}`);
            else if (kind !== "memo") page.command(kind);
            if (draw(4) === 0) await new Promise((done) => setTimeout(done, 5));
        }
        while (page.root.dataset.saving === "saving" || page.root.dataset.saving === "late") await new Promise((done) => setTimeout(done, 50));
        await new Promise((done) => setTimeout(done, 300));
    }"""
    )
    known = screen.page.evaluate(
        "[...document.getElementById('first').qualkitPage.state.codings.values()].map((each) => [each.id, each.start, each.end, each.code])"
    )
    painted = screen.page.evaluate(
        "[...document.querySelectorAll('#first .qk-chip')].map((each) => each.dataset.coding)"
    )
    table = project.codings()[lambda found: (found.coder == "Bo") & (found.document == "P1")]
    stored = table[["coding_id", "start", "end", "code"]].values.tolist()

    assert sorted(known) == sorted(stored)
    assert sorted(painted) == sorted(table.coding_id)
    assert len(stored) >= 3
    assert project.check() == []


# --- saved means saved ------------------------------------------------------------------------------------------------


def test_no_answer_is_not_saved(screen, project):
    """When Python does not answer within 1.2 seconds the page says so, and what to do; never that it is saved."""
    screen.page.evaluate("window.cut = 'busy'")
    at_turn(screen, 1)
    screen.press("s", "1")
    screen.page.locator('#first .qk[data-saving="late"]').wait_for(timeout=1700)

    assert (
        screen.page.locator("#first .qk-warning")
        .inner_text()
        .startswith("NOT saved: Python does not answer.")
    )
    assert mine(project) == []


def test_what_was_not_saved_is_saved_once_when_python_is_back(screen, project):
    """After a restart the cell is run again: what waited is sent, and what had been done already is not done twice."""
    at_turn(screen, 1)
    screen.press("s")
    # The act arrives, its answer does not; the next act does not even arrive.
    screen.page.evaluate("window.cut = 'lost'")
    screen.press("1")
    screen.page.wait_for_timeout(200)
    screen.page.evaluate("window.cut = 'gone'")
    screen.press("2")
    screen.page.locator('#first .qk[data-saving="late"]').wait_for()
    assert len(mine(project)) == 1

    screen.start(project, "P1")
    screen.page.evaluate("window.cut = false")
    screen.page.evaluate("document.getElementById('first').closePage()")
    screen.show()
    screen.saved()
    assert len(mine(project)) == 2
    laid = project.history()[lambda table: (table.coder == "Bo") & (table.verb == "code")]
    assert len(laid) == 2


def test_two_views_agree(screen, project):
    """What is done in one view of an interview stands in the other."""
    screen.show("second")
    at_turn(screen, 1)
    screen.press("s", "1")
    screen.saved()
    screen.page.evaluate("window.poll()")

    assert screen.page.locator("#second .qk-chip").count() == 1
    assert len(mine(project)) == 1


def test_a_refusal_is_told_and_nothing_stays_painted(screen, project):
    """What Python refuses is not on the screen afterwards, and the page says why."""
    other = project.as_coder("Ana")
    at_turn(screen, 1)
    screen.press("s")
    other.transcripts.correct("P1", "nowhere to go", "no place to go")
    screen.press("1")
    screen.page.locator(
        '#first .qk[data-saving="refused"], #first .qk-warning:not([hidden])'
    ).first.wait_for()

    assert mine(project) == []
    assert screen.page.locator("#first .qk-chip").count() == 0


def test_a_refusal_sends_nothing_twice(screen, project):
    """Acts that wait while another is refused are not sent again because of it, and stay painted."""
    heard = []
    answer = screen.widget._session.receive
    screen.widget._session.receive = lambda content: (heard.append(content.get("key")), answer(content))
    at_turn(screen, 1)
    screen.page.evaluate(
        """() => { const { qualkitPage: page } = document.getElementById("first");
        page.command("sentence"); page.act("remove", { coding: "nothing" }); page.command("code1"); page.command("code2"); }"""
    )
    screen.page.wait_for_function(
        "document.querySelectorAll('#first .qk-chip').length === 2 && document.getElementById('first').qualkitPage.wire.timers.size === 0"
    )

    assert len(heard) == len(set(heard)) == 3
    assert len(mine(project)) == 2


# --- private, and never markup ----------------------------------------------------------------------------------------


def test_words_are_never_markup(page, project, tmp_path):
    """An interview that holds markup shows exactly that."""
    nasty = 'They wrote <img src=x onerror="window.hacked=1"> & <script>window.hacked=2</script> about me.'
    (tmp_path / "P9.txt").write_text(f"INT: So?\n\nP9: {nasty}\n")
    project.add_transcripts(tmp_path / "P9.txt")
    with on_screen(page, project, "P9") as screen:
        screen.show()
        screen.page.locator("#first .qk-turn").nth(1).focus()
        screen.press("t", "i")
        screen.page.locator("#first .qk-palette li", has_text="New code").click()
        screen.saved()

        assert screen.page.locator("#first .qk-turn").nth(1).locator(".qk-words").inner_text() == nasty
        assert screen.page.evaluate("window.hacked") is None
        assert screen.page.locator("#first img, #first script").count() == 0


def test_no_words_in_the_widgets_state(screen, project):
    """What a notebook keeps of the widget (its state and its repr) holds no word of the interview."""
    at_turn(screen, 1)
    screen.press("s", "1")
    screen.saved()
    kept = {name: value for name, value in screen.widget.get_state().items() if name not in {"_esm", "_css"}}

    told = (
        json.dumps(kept, default=str)
        + repr(screen.widget)
        + json.dumps(screen.widget._repr_mimebundle_()[0], default=str)
    )
    assert "nowhere" not in told
    assert "nobody asked" not in told


def test_only_the_page_itself_is_asked_for(screen):
    """The page asks for itself and its two files, and for nothing else."""
    assert {url.removeprefix("http://qk.test/") for url in screen.asked} == {"", "page.js", "page.css"}


def test_in_a_shadow_root(page, project):
    """In a shadow root, as marimo has it, mouse and keyboard mark the same words."""
    with on_screen(page, project, "P1") as screen:
        screen.show(shadow=True)
        words = screen.page.locator("#first .qk-turn").nth(1).locator(".qk-words")
        words.click(position={"x": 40, "y": 14}, click_count=3)
        screen.press("1")
        screen.saved()
        screen.page.locator("#first .qk-turn").nth(3).focus()
        screen.press("s", "2")
        screen.saved()

    assert [text for text, _, _ in mine(project)] == [
        project.transcripts["P1"].turns[1].text,
        "Now there is the garden.",
    ]
