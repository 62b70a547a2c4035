"""Whether a sentence is easy to read: at most fifteen words, and not beyond reading age eleven."""

from __future__ import annotations

import re

MOST_WORDS = 15
#: Flesch-Kincaid grade 6 is read at about eleven.
MOST_GRADE = 6.0


def hard_to_read(text: str) -> list[str]:
    """What makes a text hard to read, a sentence at a time; nothing where it is plain.

    The grade is Flesch and Kincaid's (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
    It is for English.

    Examples
    --------
    >>> hard_to_read("You said that having your own flat made you feel safe again.")
    []
    >>> hard_to_read("You " + "really " * 15 + "said so.")
    ['sentence 1 has 18 words; 15 are enough']
    """
    found: list[str] = []
    for number, sentence in enumerate(re.split(r"(?<=[.!?])\s+", text.strip()), 1):
        words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", sentence)
        if len(words) > MOST_WORDS:
            found.append(f"sentence {number} has {len(words)} words; {MOST_WORDS} are enough")
        elif words and reading_grade(words) > MOST_GRADE:
            found.append(f"sentence {number} may be hard to read: shorter words would help")
    return found


def reading_grade(words: list[str]) -> float:
    """The Flesch-Kincaid grade of one sentence."""
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) + 11.8 * spoken / len(words) - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less a silent e.

    Examples
    --------
    >>> [syllables(word) for word in ("flat", "again", "alone", "hospital")]
    [1, 2, 2, 3]
    """
    plain = word.casefold()
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith(("e", "es", "ed")) and not plain.endswith(
        ("le", "ted", "ded", "ee", "ses", "ces")
    )
    return max(1, groups - int(silent and groups > 1))
