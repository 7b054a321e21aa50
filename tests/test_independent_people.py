"""The two calculators of the survey against a second reading of the published tables."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from calculators.core.icon_array import IconArray
from calculators.core.model import Outcome
from calculators.core.plot import Plot
from calculators.core.run import find, run
from tests import independent_people as again
from tests.test_properties import ask

VALUES = {
    "total_b12": ("pmol/L", ("170", "210.5", "366", "700")),
    "mma": ("µmol/L", ("0.1", "0.147", "0.28", "0.41")),
    "homocysteine": ("µmol/L", ("6", "8.25", "12")),
    "folate": ("nmol/L", ("15", "33", "80")),
    "haemoglobin": ("g/L", ("118", "135", "151")),
    "mcv": ("fL", ("84", "90.5", "97")),
}
CASES = [
    (analyte, unit, value, age, sex)
    for analyte, (unit, values) in VALUES.items()
    for value, age, sex in product(values, ("20", "25", "33", "74.9", "75", "79", "80", "95"), ("female", "male"))
]
ENDS = [
    (row["analyte"], VALUES[row["analyte"]][0], str(float(row[end])), row["age"], row["sex"])
    for row in again.rows("centiles")
    for end in ("p1", "p50", "p99")
    if row["age"] in ("20", "50", "80")
]
"""The outermost percentiles themselves, and the middle one."""


@pytest.mark.parametrize(("analyte", "unit", "value", "age", "sex"), [*CASES, *ENDS])
def test_where_a_result_stands(analyte: str, unit: str, value: str, age: str, sex: str) -> None:
    given = {"analyte": analyte, "value": f"{value} {unit}", "age": f"{age} years", "sex": sex}
    values = ask("population_percentile", given)["values"]
    percent, effective = again.share_below(analyte, sex, age, value)
    if isinstance(percent, str):
        low, high = again.wilson(Fraction(percent.strip("<>")), effective)
        ends = (0.0, float(high)) if percent == "<1" else (float(low), 100.0)
        assert values["percentile"] == percent
    else:
        low, high = again.wilson(percent, effective)
        ends = float(low), float(high)
        assert values["percentile"] == pytest.approx(float(percent), abs=1e-8)
    assert (values["low"], values["high"]) == pytest.approx(ends, abs=1e-7)


BANDS = {"20–39": "39.9", "40–59": "40", "60–69": "69", "70 and over": "70"}
GROUPS = list(product(BANDS, ("female", "male"), *(("", "yes", "no"),) * 3))


@pytest.mark.parametrize(("band", "sex", "metformin", "acid", "kidneys"), GROUPS)
def test_how_many_are_alike(band: str, sex: str, metformin: str, acid: str, kidneys: str) -> None:
    given = {"age": f"{BANDS[band]} years", "sex": sex}
    given |= {"metformin": metformin} if metformin else {}
    given |= {"acid_blocker": acid} if acid else {}
    given |= {"kidneys": {"yes": "poor", "no": "good"}[kidneys]} if kidneys else {}
    values = ask("people_like_you", given)["values"]
    lines = again.alike(age_band=band, sex=sex, metformin=metformin, acid_blocker=acid, poor_kidneys=kidneys)
    assert values["people"] == float(lines["low_b12"]["people"])
    for outcome, line in lines.items():
        said = [values[f"{outcome}{end}"] for end in ("", "_low", "_high")]
        unknown = kidneys == "yes" and not line["poor_kidneys"] and outcome != "low_b12"
        if line["share"] and not unknown:
            assert said == pytest.approx([10 * float(line[key]) for key in ("share", "low", "high")], abs=0.5), outcome
            assert all(each == int(each) for each in said), "whole people"
        else:
            assert said == ["too few people to say", None, None]
    shown = {key: value for key, value in values.items() if key in lines and not isinstance(value, str)}
    assert shown["low_b12"] >= shown.get("both", 0)
    assert shown.get("raised_mma", 1000) >= shown.get("both", 0)


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", BANDS.values())
@pytest.mark.parametrize("acid", ["", "yes", "no"])
def test_weak_kidneys_calm_no_taker_of_metformin(age: str, sex: str, acid: str) -> None:
    given = {"age": f"{age} years", "sex": sex, "metformin": "yes"} | ({"acid_blocker": acid} if acid else {})
    weak, unknown = (ask("people_like_you", {**given, **more})["values"] for more in ({"kidneys": "poor"}, {}))
    assert weak["low_b12"] >= unknown["low_b12"]


@pytest.mark.parametrize(
    ("value", "age", "today"),
    [
        ("79.9", "45", True),
        ("80", "45", False),
        ("<80", "45", True),
        ("<90", "45", False),
        (">70", "45", False),
        ("60", "12", True),
    ],
)
def test_a_very_low_haemoglobin_is_seen_today_whatever_the_answer(value: str, age: str, today: bool) -> None:
    given = {"analyte": "haemoglobin", "value": f"{value} g/L", "age": f"{age} years", "sex": "female"}
    outcome = run(find("population_percentile"), given).outcome
    assert outcome is not None
    assert ("seen by a doctor today" in outcome.first) == today


def chart(**given: str) -> Plot:
    """The chart of an answer."""
    outcome = run(find("population_percentile"), given).outcome
    assert isinstance(outcome, Outcome)
    (plot,) = outcome.charts
    assert isinstance(plot, Plot)
    return plot


def test_the_chart_is_in_the_unit_typed_with_the_reader_and_every_limit() -> None:
    plot = chart(analyte="total_b12", value="210 pg/mL", age="80 years", sex="female")
    line = next(
        row
        for row in again.rows("centiles")
        if (row["analyte"], row["sex"], row["age"]) == ("total_b12", "female", "80")
    )
    percentiles = (1, 2.5, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97.5, 99)
    curve = [(float(line[f"p{each:g}"]) * 1.355, each) for each in percentiles]
    assert plot.title == "Total B12 of US women"
    assert plot.alternative == (
        "How many of 100 women of that age have a lower result. The middle one has 629 pg/mL. Marked is 210 pg/mL. "
        "Limits: 180 pg/mL, 350 pg/mL."
    )
    assert (plot.x.label, plot.x.logarithmic, list(plot.x.ticks)) == (
        "Total B12, pg/mL",
        True,
        [100, 200, 500, 1000, 2000, 5000],
    )
    assert (plot.y.label, list(plot.y.ticks)) == ("people with a lower result, of 100", [0, 20, 40, 60, 80, 100])
    assert list(plot.names) == ["", "180", "350"]
    assert [number for point in plot.lines[0] for number in point] == pytest.approx(
        [number for point in curve for number in point], rel=1e-3
    )
    assert list(plot.lines[1:]) == [[(at, 0.0), (at, 100.0), (at, 93.0)] for at in (180.0, 350.0)]
    ((name, (value, height)),) = plot.points
    assert (name, value) == ("you", 210.0)
    assert 1 < height < 10


@pytest.mark.parametrize(
    ("analyte", "value", "sex", "logarithmic", "ticks"),
    [
        ("haemoglobin", "11.5 g/dL", "female", False, [8, 10, 12, 14, 16]),
        ("haemoglobin", "115 g/L", "male", False, [80, 100, 120, 140, 160, 180]),
        ("mcv", "112 fL", "male", False, [75, 80, 85, 90, 95, 100, 105, 110]),
        ("homocysteine", "55 µmol/L", "male", True, [5, 10, 20, 50]),
        ("total_b12", "20 pmol/L", "male", True, [20, 50, 100, 200, 500, 1000, 2000]),
        ("mma", "0.02 µmol/L", "male", True, [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]),
    ],
)
def test_the_axis_has_round_numbers_around_what_is_shown(
    analyte: str, value: str, sex: str, logarithmic: bool, ticks: list[float]
) -> None:
    plot = chart(analyte=analyte, value=value, age="81 years", sex=sex)
    assert (plot.x.logarithmic, list(plot.x.ticks)) == (logarithmic, ticks)


def test_a_mark_beyond_the_curve_stands_at_its_end_and_a_high_limit_has_its_name_low() -> None:
    plot = chart(analyte="mma", value="5000 nmol/L", age="81 years", sex="male")
    assert plot.points == [("you", (5000.0, 99.0))]
    assert list(plot.lines[1:]) == [
        [(271.0, 0.0), (271.0, 100.0), (271.0, 6.0)],
        [(750.0, 0.0), (750.0, 100.0), (750.0, 6.0)],
    ]
    assert chart(analyte="mma", value="0.02 µmol/L", age="81 years", sex="male").points == [("you", (0.02, 1.0))]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"age": "75 years", "sex": "male", "metformin": "no", "acid_blocker": "no"},
            "adults of 70 and over not on metformin or an acid blocker",
        ),
        ({"age": "75 years", "sex": "female", "kidneys": "poor"}, "adults of 70 and over with an eGFR below 60"),
        ({"age": "45 years", "sex": "female", "kidneys": "good"}, "women of 40–59 with an eGFR of 60 or more"),
        (
            {"age": "45 years", "sex": "female", "metformin": "yes", "acid_blocker": "yes"},
            "adults of 20 and over on metformin",
        ),
        ({"age": "25 years", "sex": "male"}, "men of 20–39"),
    ],
)
def test_the_group_that_answers_is_named(given: dict[str, str], sentence: str) -> None:
    result = run(find("people_like_you"), given)
    assert isinstance(result.outcome, Outcome)
    assert result.outcome.sentence.startswith(f"Of 1,000 US {sentence}, about ")
    wider = "wider_group" in result.outcome.notes
    assert result.outcome.sentence.endswith("too few like you had it for a sure figure." if wider else ").")
    (squares,) = result.outcome.charts
    assert isinstance(squares, IconArray)
    assert squares.title == f"Of 1,000 US {sentence}"
