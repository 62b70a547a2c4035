"""The README's first screen has two commands, and its notebook lines run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TALK = """INT: How was it?

P1: Well, nobody asked me what had happened. I was in that hostel, and it was that noisy I never slept.

INT: And now?

P1: Now I get a cup of tea and somebody listens. I do two days in the garden, and they really hear me.
"""


def test_the_first_screen_has_exactly_two_commands():
    """One sets up and shows, one sets up and tests; CI calls the second word for word."""
    block = re.search(r"```\n(.*?)```", README, re.DOTALL)[1]
    commands = [line.split("#")[0].strip() for line in block.strip().splitlines()]

    assert commands == ["python3 start.py demo", "python3 start.py test"]
    assert README[: README.index("```")].count("\n") < 15
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("\npython3 start.py test")


def test_the_notebook_lines_run(tmp_path, monkeypatch, capsys):
    """Copied into a notebook beside a folder of interviews, the lines do what their comments say."""
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "P1.txt").write_text(TALK, encoding="utf-8")
    names = {}
    exec(compile(block, "README.md", "exec"), names)
    project = names["project"]

    assert set(project.codings()["origin"]) == {"manual", "suggestion"}
    assert list((tmp_path / "papers").glob("*.pdf")) == []
    project.recode(project.codings()["coding_id"].iloc[0], interpretation="You said nobody asked you.")
    project.prepare_member_checks("papers/")
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 1
    project.close()
    assert capsys.readouterr().out
