"""One loader under libFuzzer, in a process of its own: ``python -m tests.fuzz.target FORMAT [libFuzzer's options]``."""

from __future__ import annotations

import io
import random
import sys
import zipfile

import atheris

with atheris.instrument_imports(include=["qualkit", "striprtf", "praatio", "openpyxl", "odfdo"]):
    from qualkit.loaders.registry import formats
    from tests.fuzz.promise import keep_promise

    KNOWN = {
        known.name: known for known in formats()
    }  # here, so that each format's module is instrumented too

_MOST_MEMBERS = 40


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Change the bytes; in a zip archive, those of one of its members."""
    chance = random.Random(seed)
    if data[:2] == b"PK" and chance.random() < 0.95:
        try:
            return _with_a_member_mutated(data, most, chance)
        except Exception:  # noqa: BLE001 - a broken archive is as good a try
            pass
    return atheris.Mutate(data, most)


def _with_a_member_mutated(data: bytes, most: int, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()[:_MOST_MEMBERS]}
    name = chance.choice(sorted(members))
    members[name] = atheris.Mutate(members[name], most)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for each, content in members.items():
            archive.writestr(each, content)
    return written.getvalue()[:most]


def main(name: str, options: list[str]) -> None:
    """Fuzz one format until libFuzzer's options say that it is enough."""
    format_ = KNOWN[name]
    file = "a" + (*format_.endings, ".txt")[0]
    atheris.Setup([name, *options], lambda data: keep_promise(format_, data, file), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
