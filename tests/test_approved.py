"""What is said is what was approved: a change of words is seen, and read, before it reaches a reader."""

from __future__ import annotations

import json

import pytest

from tests.approve import FOLDER, words_of

APPROVED = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.mark.parametrize("name", APPROVED)
def test_the_words_are_those_approved(name: str) -> None:
    approved, now = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")), words_of(name)
    assert now["asks"] == approved["asks"], f"read what {name} asks now; if it is right: python -m tests.approve"
    for case, words in approved["cases"].items():
        assert now["cases"].get(case) == words, f"read what {name} says now; if it is right: python -m tests.approve"


def test_most_calculators_have_approved_words() -> None:
    assert len(APPROVED) > 10
