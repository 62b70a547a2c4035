"""What the loaders' tests share: the samples, and a way to read bytes as a file."""

from pathlib import Path

import pytest

from qualkit.loaders import load_transcript

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "transcripts"


@pytest.fixture
def samples():
    return SAMPLES


@pytest.fixture
def read(tmp_path):
    """Write words or bytes as a file of that name and read it as a transcript."""

    def write_and_read(name, content, **options):
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return load_transcript(tmp_path / name, **options)

    return write_and_read
