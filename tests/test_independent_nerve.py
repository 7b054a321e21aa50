"""The nerve group's scores and sums against a second transcription, over all they take."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.core.run import find
from calculators.nerve import mnsi, mrc_sum, nerve_regrowth
from tests import independent_nerve as independent
from tests.test_properties import ask


def test_every_set_of_fifteen_answers_has_michigans_score() -> None:
    for answers in product((False, True), repeat=15):
        given_ = {f"q{number}": each for number, each in enumerate(answers, 1)}
        yes = {number for number, each in enumerate(answers, 1) if each}
        assert mnsi.points(given_) == independent.mnsi(yes)


def test_the_questions_stand_in_the_official_order() -> None:
    words = {1: "numb", 2: "burning", 3: "sensitive", 4: "cramp", 5: "prickling", 6: "bed covers", 7: "hot water"}
    words |= {8: "sore", 9: "diabetic neuropathy", 10: "weak all over", 11: "at night", 12: "hurt when you walk"}
    words |= {13: "sense your feet", 14: "dry", 15: "amputation"}
    asked = {each.key: each.label for each in find("mnsi").inputs}
    assert list(asked) == [f"q{number}" for number in words]
    for number, each in words.items():
        assert asked[f"q{number}"].startswith(f"{number}. ")
        assert each in asked[f"q{number}"]


def test_the_twelve_movements_are_asked_for_in_order() -> None:
    expected = [f"{group.split()[0]}_{side}" for group in independent.MRC_GROUPS for side in ("left", "right")]
    assert [each.key for each in find("mrc_sum").inputs] == expected == list(mrc_sum.KEYS)
    grouped = [key for group in find("mrc_sum").groups for key in group.keys]
    assert grouped == expected


@given(values=st.lists(st.integers(0, 5), min_size=12, max_size=12))
def test_the_sum_of_any_twelve_grades(values: list[int]) -> None:
    grades = dict(zip(mrc_sum.KEYS, values, strict=True))
    answer = ask("mrc_sum", {key: str(each) for key, each in grades.items()})
    assert answer["values"]["score"] == independent.mrc_sum(grades)
    assert answer["band"] == ("below_48" if independent.mrc_sum(grades) < 48 else "not_below_48")


@pytest.mark.parametrize("rate", ["0.1", "0.7", "1", "2.5", "4", "10"])
def test_regrowth(rate: str) -> None:
    for distance, delay in product(("1", "37.5", "100", "365.25", "1500"), ("0", "0.5", "28", "730")):
        days, months = independent.regrowth(distance, rate, delay)
        got = nerve_regrowth.days_to_arrive(float(distance), float(rate), float(delay))
        assert got == pytest.approx(float(days), rel=1e-12)
        assert nerve_regrowth.in_months(got) == pytest.approx(float(months), rel=1e-9)
