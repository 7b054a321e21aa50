"""What must hold for any input: no crash, no NaN, no milder band for worse numbers, no change of band with the unit."""

from __future__ import annotations

import json
import math
import os

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.core.analytes import ANALYTES, TOTAL_B12
from calculators.core.contract import Json, to_json
from calculators.core.measure import text
from calculators.core.run import all_calculators, find, run
from tests.strategies import nonsense, requests

NAMES = list(all_calculators())
SEVERITY = {"confirmed": 0, "likely": 1, "indeterminate": 2, "unlikely": 3}
TEST_SEVERITY = {"offer_test": 0, "consider": 1, "not_met": 2}
URGENCY = ["none", "same_day", "emergency"]
HALF_A_PER_CENT = 0.005
EXAMPLES = int(os.environ.get("EXAMPLES", "500"))
settings.register_profile("default", max_examples=EXAMPLES, deadline=None, print_blob=True)
settings.load_profile("default")


def ask(name: str, given: dict[str, str]) -> Json:
    """The answer as the command line prints it."""
    return to_json(run(find(name), given))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_any_form_is_answered_declined_or_refused_by_name(name: str, data: st.DataObject) -> None:
    calculator = find(name)
    given_ = data.draw(st.one_of(requests(calculator), nonsense(calculator)))
    answer = ask(name, given_)
    json.dumps(answer, allow_nan=False)
    keys = {each.key for each in calculator.inputs}
    if "errors" in answer:
        assert answer["errors"]
        assert {error["field"] for error in answer["errors"]} <= keys
        return
    assert set(answer["notes"]) <= set(calculator.all_notes)
    if answer.get("declined"):
        assert answer["reason"]
        return
    assert answer["band"] is None or answer["band"] in calculator.bands
    for value in answer["values"].values():
        assert value is None or isinstance(value, str | int) or math.isfinite(value)


FLAGS = ("neurological", "nitrous_oxide", "pregnant", "contraceptive", "taking_b12")
ANSWERS = st.fixed_dictionaries({}, optional={flag: st.sampled_from(["yes", "no"]) for flag in FLAGS})
LEVELS = st.integers(10, 1500)
REST = st.fixed_dictionaries(
    {},
    optional={
        "active_b12": st.integers(5, 150).map(str),
        "homocysteine": st.integers(4, 60).map(str),
        "egfr": st.integers(10, 120).map(str),
    },
)
MMA = st.integers(50, 3000)


@given(flags=ANSWERS, rest=REST, levels=st.tuples(LEVELS, LEVELS), mma=st.none() | MMA)
def test_a_lower_b12_never_gives_a_milder_band(
    flags: dict[str, str], rest: dict[str, str], levels: tuple[int, int], mma: int | None
) -> None:
    other = {**flags, **rest, **({"mma": f"{mma} nmol/L"} if mma else {})}
    low, high = (ask("b12_status", {**other, "total_b12": f"{level} ng/L"})["band"] for level in sorted(levels))
    assert SEVERITY[low] <= SEVERITY[high]


@given(flags=ANSWERS, rest=REST, level=LEVELS, mma=st.tuples(MMA, MMA))
def test_a_higher_mma_never_gives_a_milder_band(
    flags: dict[str, str], rest: dict[str, str], level: int, mma: tuple[int, int]
) -> None:
    other = {**flags, **rest, "total_b12": f"{level} ng/L"}
    low, high = (ask("b12_status", {**other, "mma": f"{value} nmol/L"})["band"] for value in sorted(mma))
    assert SEVERITY[high] <= SEVERITY[low]


@given(flags=ANSWERS, rest=REST, level=LEVELS, values=st.tuples(st.integers(4, 60), st.integers(4, 60)))
def test_a_higher_homocysteine_never_gives_a_milder_band(
    flags: dict[str, str], rest: dict[str, str], level: int, values: tuple[int, int]
) -> None:
    other = {**flags, **rest, "total_b12": f"{level} ng/L"}
    low, high = (ask("b12_status", {**other, "homocysteine": str(value)})["band"] for value in sorted(values))
    assert SEVERITY[high] <= SEVERITY[low]


@given(flags=ANSWERS, rest=REST, level=LEVELS)
def test_the_unit_changes_no_band_beyond_the_rounding_of_the_printed_pair(
    flags: dict[str, str], rest: dict[str, str], level: int
) -> None:
    picomoles = level * TOTAL_B12.units["ng/L"]
    assume(all(abs(picomoles - limit) > limit * HALF_A_PER_CENT for limit in (133, 258)))
    forms = [f"{level} ng/L", f"{level} pg/mL", f"{text(picomoles)} pmol/L"]
    answers = [ask("b12_status", {**flags, **rest, "total_b12": form}) for form in forms]
    assert len({answer["band"] for answer in answers}) == 1


@given(level=st.integers(10, 600), unit=st.sampled_from(["ng/L", "pmol/L"]), sign=st.sampled_from("<>"))
def test_a_censored_value_never_says_more_than_every_value_it_may_be(level: int, unit: str, sign: str) -> None:
    answer = ask("b12_status", {"total_b12": f"{sign}{level} {unit}"})
    edges = [edge + step for edge in (180, 350, 133, 258, level) for step in (-0.1, 0, 0.1)]
    inside = [value for value in (5, *edges, 1400) if (value < level if sign == "<" else value > level)]
    bands = {ask("b12_status", {"total_b12": f"{value} {unit}"})["band"] for value in inside}
    if answer.get("declined"):
        assert len(bands) != 1
    else:
        assert bands <= {answer["band"]}


ITEMS = {each.key: st.frozensets(st.sampled_from(sorted(each.items))) for each in find("when_to_test").inputs[:3]}  # type: ignore[union-attr]


@given(picked=st.fixed_dictionaries(ITEMS), more=st.fixed_dictionaries(ITEMS), pregnant=st.sampled_from(["yes", "no"]))
def test_more_symptoms_risks_or_signs_never_weaken_the_answer(
    picked: dict[str, frozenset[str]], more: dict[str, frozenset[str]], pregnant: str
) -> None:
    def answer(ticked: dict[str, frozenset[str]]) -> Json:
        return ask("when_to_test", {"pregnant": pregnant, **{k: ",".join(v) or "none" for k, v in ticked.items()}})

    few, many = answer(picked), answer({key: picked[key] | more[key] for key in picked})
    assert TEST_SEVERITY[many["band"]] <= TEST_SEVERITY[few["band"]]
    assert URGENCY.index(many["values"]["urgency"]) >= URGENCY.index(few["values"]["urgency"])


@given(data=st.data())
def test_converting_there_and_back_gives_the_same_number(data: st.DataObject) -> None:
    analyte = ANALYTES[data.draw(st.sampled_from(list(ANALYTES)))]
    there, back = data.draw(st.sampled_from(list(analyte.units))), data.draw(st.sampled_from(list(analyte.units)))
    low, high = analyte.usual or analyte.possible
    value = round(data.draw(st.floats(low, high)) / analyte.units[there], 4)
    assume(value > 0 and low <= value * analyte.units[there] <= high)
    first = ask("unit_converter", {"analyte": analyte.key, "value": f"{text(value)} {there}"})["values"][back]
    again = ask("unit_converter", {"analyte": analyte.key, "value": f"{text(first)} {back}"})["values"][there]
    assert math.isclose(again, value, rel_tol=1e-6)
