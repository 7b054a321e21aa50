"""What must hold for the definitions of sarcopenia: worse is never milder, more answers never unsay what was found."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.core.run import find
from tests.test_properties import ask

DEFINITIONS = ("ewgsop2", "awgs2019", "fnih", "sdoc")
RANK = {"none": 0, "unknown": 1, "possible": 2, "probable": 2, "sarcopenia": 3, "severe": 4}
UNITS = {"height": " cm"}
WORSE_WHEN_LOW = ("grip", "asm", "gait_speed", "sppb")
WORSE_WHEN_HIGH = ("chair_stand", "tug", "walk_400m")


def tenths(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers with one decimal."""
    return st.integers(round(low * 10), round(high * 10)).map(lambda each: each / 10)


RANGES: dict[str, st.SearchStrategy[Any]] = {
    "grip": tenths(5, 45),
    "chair_stand": tenths(6, 25),
    "asm": tenths(9, 28),
    "gait_speed": st.integers(30, 150).map(lambda each: each / 100),
    "sppb": st.integers(0, 12),
    "tug": tenths(5, 30),
    "walk_400m": st.integers(200, 600),
    "height": st.integers(145, 190),
    "weight": st.integers(45, 110),
    "asm_method": st.sampled_from(["dxa", "bia"]),
    "sarc_f": st.integers(0, 10),
    "age": st.integers(18, 100),
}
SEX = st.sampled_from(["female", "male"])
ANSWERS = st.fixed_dictionaries({}, optional=RANGES)


def words(sex: str, answers: dict[str, Any]) -> dict[str, Any]:
    """The values of an answer."""
    given_ = {"sex": sex, **{key: f"{value}{UNITS.get(key, '')}" for key, value in answers.items()}}
    answer = ask("sarcopenia", given_)
    assume("errors" not in answer)
    values: dict[str, Any] = answer["values"]
    return values


def ranks(sex: str, answers: dict[str, Any]) -> list[int]:
    """How serious each definition's word is."""
    values = words(sex, answers)
    return [RANK[values[name]] for name in DEFINITIONS]


@given(sex=SEX, answers=ANSWERS, data=st.data())
def test_worse_never_gives_a_milder_word(sex: str, answers: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(WORSE_WHEN_LOW + WORSE_WHEN_HIGH))
    low, high = sorted([data.draw(RANGES[key]), data.draw(RANGES[key])])
    worse, better = (low, high) if key in WORSE_WHEN_LOW else (high, low)
    pairs = zip(ranks(sex, {**answers, key: worse}), ranks(sex, {**answers, key: better}), strict=True)
    assert all(bad >= good for bad, good in pairs)


@given(sex=SEX, answers=ANSWERS, key=st.sampled_from(["chair_stand", "walk_400m"]), data=st.data())
def test_not_done_is_as_bad_as_any_time(sex: str, answers: dict[str, Any], key: str, data: st.DataObject) -> None:
    timed = data.draw(RANGES[key])
    undone, done = (ranks(sex, {**answers, key: each}) for each in ("not done", timed))
    assert all(bad >= good for bad, good in zip(undone, done, strict=True))


@given(sex=SEX, answers=ANSWERS, more=ANSWERS)
def test_more_answers_never_unsay_what_was_found(sex: str, answers: dict[str, Any], more: dict[str, Any]) -> None:
    before, after = ranks(sex, answers), ranks(sex, {**more, **answers})
    assert all(late >= early for early, late in zip(before, after, strict=True) if early >= RANK["possible"])


@given(sex=SEX, answers=ANSWERS, more=ANSWERS)
def test_with_nothing_missing_no_further_answer_changes_the_word(
    sex: str, answers: dict[str, Any], more: dict[str, Any]
) -> None:
    before, after = words(sex, answers), words(sex, {**more, **answers})
    for name in DEFINITIONS:
        assert before[f"{name}_missing"] is not None or after[name] == before[name]


@given(sex=SEX, answers=ANSWERS)
def test_what_is_missing_was_not_given_and_stands_in_the_order_of_the_form(sex: str, answers: dict[str, Any]) -> None:
    order = [each.key for each in find("sarcopenia").inputs]
    values = words(sex, answers)
    for name in DEFINITIONS:
        missing = values[f"{name}_missing"]
        keys = missing.split(",") if missing is not None else []
        assert not set(keys) & answers.keys()
        assert keys == sorted(keys, key=order.index)
        assert keys or values[name] != "unknown"


@given(sex=SEX, answers=ANSWERS, sarc_f=st.integers(0, 10))
def test_the_questionnaire_changes_no_word(sex: str, answers: dict[str, Any], sarc_f: int) -> None:
    bare = {key: value for key, value in answers.items() if key != "sarc_f"}
    assert ranks(sex, bare) == ranks(sex, {**bare, "sarc_f": sarc_f})


@given(answers=ANSWERS)
def test_every_not_met_with_a_test_left_is_said(answers: dict[str, Any]) -> None:
    given_ = {"sex": "female", **{key: f"{value}{UNITS.get(key, '')}" for key, value in answers.items()}}
    answer = ask("sarcopenia", given_)
    assume("errors" not in answer)
    values = answer["values"]
    left = any(values[name] == "none" and values[f"{name}_missing"] for name in DEFINITIONS)
    assert left == ("tests_left" in answer["notes"])
