"""Whatever two people do to a study, in any order, every coding stands on its words or says that it does not."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import qualkit as qk
from qualkit.errors import QualkitError
from qualkit.testing import TINY_CODEBOOK, ScriptedSuggester, suggestion_at, tiny_project

WHO = st.sampled_from(["Ana", "Morag"])
WHERE = st.sampled_from(["P1", "P2"])
CODE = st.sampled_from([code.id for code in TINY_CODEBOOK])
NUMBER = st.integers(0, 40)
WORDS = st.sampled_from(["the", "really", "Nobody at all.", "🙂", "", "garden garden", "Zoe\u0308"])
LABELS = st.sampled_from(["INT", "P1", "P2", "Jo", "Sister"])


class Study(RuleBasedStateMachine):
    """A tiny study that two coders work in; what is refused must leave it as it was."""

    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp(prefix="study"))
        tiny_project(self.folder / "tiny.qualkit").close()
        self.ana = qk.Project.open(self.folder / "tiny.qualkit", coder="Ana")
        self.projects = {"Ana": self.ana, "Morag": self.ana.as_coder("Morag")}
        self.added = 0

    def teardown(self):
        """Give the study back."""
        self.ana.close()
        shutil.rmtree(self.folder)

    @contextlib.contextmanager
    def _tried(self):
        """What is refused has no line in the history."""
        before = len(self.ana.history())
        try:
            yield
        except QualkitError:
            assert len(self.ana.history()) == before

    def _segment(self, where, start, length):
        text = self.ana.transcripts[where]
        return text.segment(start * 4 % len(text), min(len(text), start * 4 % len(text) + length + 1))

    def _coding(self, number):
        ids = list(self.ana.codings()["coding_id"])
        return ids[number % len(ids)] if ids else "none"

    @rule(who=WHO, where=WHERE, start=NUMBER, length=NUMBER, code=CODE)
    def code(self, who, where, start, length, code):
        """Lay a code on some words."""
        with self._tried():
            self.projects[who].code(self._segment(where, start, length), code, memo="why" * (length % 2))

    @rule(who=WHO, number=NUMBER, code=CODE)
    def recode(self, who, number, code):
        """Change a coding."""
        with self._tried():
            self.projects[who].recode(self._coding(number), code=code)

    @rule(who=WHO, number=NUMBER)
    def remove(self, who, number):
        """Take a coding out."""
        with self._tried():
            self.projects[who].remove(self._coding(number))

    @rule(who=WHO, number=NUMBER, where=WHERE)
    def memo(self, who, number, where):
        """Write on a coding or on a document."""
        with self._tried():
            if number % 2:
                self.projects[who].memo(self._coding(number), "a thought")
            else:
                self.projects[who].memo(where, "a thought", about="document")

    @rule(who=WHO, where=WHERE, start=NUMBER, length=NUMBER, new=WORDS)
    def correct(self, who, where, start, length, new):
        """Type over some words of the whole text."""
        with self._tried():
            text = self.ana.transcripts[where].text
            at = start * 5 % len(text)
            edited = text[:at] + new + text[at + length :]
            self.projects[who].transcripts.correct(where, text=edited)

    @rule(who=WHO, where=WHERE, number=NUMBER, new=WORDS)
    def put_right(self, who, where, number, new):
        """Put one word right."""
        with self._tried():
            words = self.ana.transcripts[where].text.split()
            self.projects[who].transcripts.correct(where, words[number % len(words)], new, nth=1)

    @rule(
        who=WHO,
        where=WHERE,
        one=LABELS,
        other=LABELS,
        how=st.sampled_from(["rename", "merge", "role", "person", "turn"]),
    )
    def speakers(self, who, where, one, other, how):
        """Put a speaker right."""
        texts = self.projects[who].transcripts
        with self._tried():
            {
                "rename": lambda: texts.rename_speaker(where, one, other),
                "merge": lambda: texts.merge_speakers(where, [one, other], other),
                "role": lambda: texts.set_role(where, one, "interviewer"),
                "person": lambda: texts.set_participant(where, one, other),
                "turn": lambda: texts.give_turn(where, 1, other),
            }[how]()

    @rule(who=WHO, where=WHERE, turn=st.integers(0, 5), number=NUMBER, label=LABELS)
    def turns(self, who, where, turn, number, label):
        """Split a turn, or join two."""
        with self._tried():
            texts = self.projects[who].transcripts
            words = (
                self.ana.transcripts[where].turns[turn % len(self.ana.transcripts[where].turns)].text.split()
            )
            if number % 3:
                texts.split_turn(where, turn, words[number % len(words)], label)
            else:
                texts.join_turns(where, turn)

    @rule(
        who=WHO,
        where=WHERE,
        start=NUMBER,
        length=NUMBER,
        code=CODE,
        how=st.sampled_from(["accept", "reject", "wait"]),
    )
    def suggest(self, who, where, start, length, code, how):
        """The machine offers something, and somebody decides, or not."""
        project = self.projects[who]
        with self._tried():
            offered = suggestion_at(self._segment(where, start, length), code)
            project.suggest(suggester=ScriptedSuggester((offered,)))
            if how != "wait":
                getattr(project, how)(offered)

    @rule(who=WHO, number=NUMBER, how=st.sampled_from(["confirm", "remove", "move"]), where=WHERE)
    def settle(self, who, number, how, where):
        """Look at what waits."""
        project = self.projects[who]
        waiting = list(project.anchors)
        with self._tried():
            if waiting:
                coding = waiting[number % len(waiting)].coding
                more = (self._segment(where, number, 9),) if how == "move" else ()
                getattr(project.anchors, how)(coding, *more)

    @rule(who=WHO, words=WORDS)
    def add(self, who, words):
        """One more transcript comes in."""
        self.added += 1
        path = self.folder / f"N{self.added}.txt"
        path.write_text(f"INT: And {self.added}?\n\nP9: {words} again.\n", encoding="utf-8")
        self.projects[who].add_transcripts(path)

    @rule(who=WHO)
    def undo(self, who):
        """Take back one's last change."""
        with self._tried():
            self.projects[who].undo()

    @rule(who=WHO)
    def redo(self, who):
        """Do again what one took back."""
        with self._tried():
            self.projects[who].redo()

    @invariant()
    def stands_on_its_words(self):
        """Every quote is its slice of the text, or its coding waits and everybody can see it."""
        lost = {item.coding for item in self.ana.anchors if item.state == "lost"}
        texts = {name: self.ana.transcripts[name] for name in self.ana.transcripts}
        for row in self.ana.codings().to_dict("records"):
            if row["coding_id"] not in lost:
                assert texts[row["document"]].text[row["start"] : row["end"]] == row["text"]
        for text in texts.values():
            assert "\n".join(turn.text for turn in text.turns) == text.text
        faults = [fault for fault in self.ana.check() if "waits for somebody" not in fault]
        assert faults == []


TestStudy = Study.TestCase
TestStudy.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
TestStudy.__doc__ = (
    "Two people code, correct, rename, split, accept, undo and redo; the study stays whole after each step."
)
