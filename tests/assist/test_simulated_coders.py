"""Coders who are made up: what the suggester says of them is as sure as it is right, or it says little."""

import numpy as np
import pytest

from qualkit.assist import ThemeSuggester, suggest

WORDS = {
    "money": ("money", "rent", "bills", "benefits"),
    "sleep-loss": ("sleep", "insomnia", "awake all night"),
    "someone-to-love": ("my mate", "my family", "my partner"),
}
NOTHING = (
    "the bus came",
    "it was a Tuesday",
    "we had soup",
    "the road was wet",
    "he wore a hat",
    "she had a map",
)
INTERVIEWS, PASSAGES = 24, 12


def _study(rng, believes):
    """Interviews whose coders give a code to a passage with its word as often as they believe in it."""
    texts, codes, groups = [], [], []
    for group in range(INTERVIEWS):
        leans = believes + rng.normal(0, 0.08)
        for _ in range(PASSAGES):
            code = str(rng.choice([*WORDS, ""]))
            word = str(rng.choice(WORDS[code])) if code else "nothing much"
            texts.append(f"So {rng.choice(NOTHING)}, and there was {word}, and {rng.choice(NOTHING)}.")
            codes.append({code} if code and rng.random() < leans else set())
            groups.append(group)
    return texts, codes, groups


def _error(likely, held, bins=10):
    place = np.minimum((likely * bins).astype(int), bins - 1)
    return sum(abs((likely - held)[place == one].sum()) for one in range(bins)) / likely.size


@pytest.mark.parametrize("believes", [0.9, 0.5, 0.2])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_as_sure_as_it_is_right(book, believes, seed):
    """Whether coders follow a word nine times in ten or twice, the confidence in new interviews fits what they do."""
    rng = np.random.default_rng(seed)
    model = ThemeSuggester(book).fit(*_study(rng, believes))
    texts, codes, _ = _study(rng, believes)
    likely = model.predict_proba(texts)
    held = np.array([[code in given for code in model.classes_] for given in codes], dtype=float)

    assert _error(likely, held) <= 0.03
    spoken = np.array(
        [bool(given) or "nothing" not in text for text, given in zip(texts, codes, strict=True)]
    )
    columns = [model.classes_.tolist().index(code) for code in WORDS]
    assert abs(likely[spoken][:, columns].mean() - held[spoken][:, columns].mean()) <= 0.06


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_what_no_codebook_names_it_is_all_but_silent(book, interview, seed):
    """In talk of buses and soup hardly a passage is offered, and none as likelier than not."""
    rng = np.random.default_rng(seed)
    idle = [
        f"Well, {rng.choice(NOTHING)}, and {rng.choice(NOTHING)}, and then {rng.choice(NOTHING)}."
        for _ in range(20)
    ]
    talk = interview("P1", *[("P1", said) for said in idle])

    offers = suggest(book, [talk])
    assert len(offers) <= len(idle) / 5
    assert all(offer.confidence < 0.5 for offer in offers)


def test_coders_who_follow_nothing_silence_it(book):
    """Where codes fall by lot, no code is likelier for any passage than the lot makes it, within a tenth."""
    rng = np.random.default_rng(4)
    texts, _, groups = _study(rng, 0.5)
    model = ThemeSuggester(book).fit(
        texts, [{"money"} if rng.random() < 0.1 else set() for _ in texts], groups
    )
    asked, _, _ = _study(rng, 0.5)
    likely = model.predict_proba(asked)

    assert abs(likely[:, model.classes_.tolist().index("money")].mean() - 0.1) <= 0.1
