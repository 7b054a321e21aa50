"""The scores about muscle against a second implementation, over all they take, and each class at both its ends."""

from __future__ import annotations

from itertools import product

import pytest

from tests import independent_scores as independent
from tests.test_properties import ask

FULL = {"side_by_side": "10", "semi_tandem": "10", "tandem": "10", "walk_distance": "4m", "walk_time": "4"}
HUNDREDTHS = [f"{each / 100:.2f}" for each in range(100, 1000)]
RISES = [f"{each / 100:.2f}" for each in range(1000, 1800)] + ["2", "9.5", "20", "59.99", "60", "60.01", "61", "600"]
STANCES = ("0", "1", "2.99", "3", "3.01", "9.99", "10", "10.5", "60")
ITEMS = ("strength", "assistance", "rise", "climb", "falls")


@pytest.mark.parametrize("course", ["3m", "4m"])
def test_a_walk_has_the_points_of_its_class(course: str) -> None:
    rest = {**FULL, "walk_distance": course, "chair_time": "10"}
    for time in HUNDREDTHS:
        got = ask("sppb", {**rest, "walk_time": time})["values"]["gait"]
        assert got == independent.points(independent.GAIT[course], time), time


def test_rising_has_the_points_of_its_class() -> None:
    for time in RISES:
        got = ask("sppb", {**FULL, "chair_time": time})["values"]["chair"]
        assert got == independent.points(independent.CHAIR, time), time


def test_balance_and_the_total() -> None:
    for side, semi, tandem in product(STANCES, repeat=3):
        given = {"side_by_side": side, "semi_tandem": semi, "tandem": tandem, "walk_distance": "3m"}
        values = ask("sppb", {**given, "walk_time": "4", "chair_time": "not_done"})["values"]
        assert values["balance"] == independent.balance(side, semi, tandem), (side, semi, tandem)
        assert values["total"] == values["balance"] + 3


def test_all_answers_to_sarc_f_and_the_calf() -> None:
    for answers in map("".join, product("012", repeat=5)):
        for calf, sex in (("33", "female"), ("33.1", "female"), ("34", "male"), ("34.1", "male")):
            given = {**dict(zip(ITEMS, answers, strict=True)), "calf": calf, "sex": sex}
            answer = ask("sarc_f", given)
            total = independent.sarc_calf(answers, calf, sex)
            assert answer["values"]["sarc_f"] == sum(map(int, answers))
            assert answer["values"]["sarc_calf"] == total
            assert (answer["band"] == "positive") == (sum(map(int, answers)) >= 4 or total >= 11)


def test_the_calf_corrected_for_bmi() -> None:
    given = dict.fromkeys(ITEMS, "0") | {"sex": "female"}
    for tenths, calf in product(range(80, 600), ("15", "33.3", "41.7")):
        bmi = f"{tenths / 10}"
        got = ask("sarc_f", {**given, "calf": calf, "bmi": bmi})["values"]["calf_adjusted"]
        assert got == float(independent.corrected_calf(calf, bmi)), (calf, bmi)
