"""What must hold for muscle, whatever the numbers: more of a cause never gives less of its effect."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calculators.muscle.muscle_mass import janssen, lee_by_weight, yoshida
from tests.test_properties import ask

SEXES = st.sampled_from(["female", "male"])
NORMS = st.sampled_from(["dodds2014", "tomkinson2025", "steiber2016"])
GRIPS = st.integers(5, 1200).map(lambda tenths: tenths / 10)
ORDER = ["low", "somewhat low", "moderate", "somewhat high", "high"]


def place(percentile: float | str) -> float:
    """A percentile as a number that keeps the order: beyond the table's ends too."""
    return {"<": -1.0, ">": 101.0}[percentile[0]] if isinstance(percentile, str) else percentile


@given(pair=st.tuples(GRIPS, GRIPS), age=st.integers(200, 900), sex=SEXES, norms=NORMS)
def test_a_stronger_grip_never_has_a_lower_percentile(
    pair: tuple[float, float], age: int, sex: str, norms: str
) -> None:
    rest = {"age": str(age / 10), "sex": sex, "norms": norms}
    weak, strong = (ask("grip_percentile", {**rest, "grip": str(each)})["values"] for each in sorted(pair))
    assert place(weak["percentile"]) <= place(strong["percentile"])
    assert weak["median"] == strong["median"]
    if norms == "tomkinson2025":
        assert ORDER.index(weak["category"]) <= ORDER.index(strong["category"])


@given(grip=GRIPS, pair=st.tuples(st.integers(400, 900), st.integers(400, 900)), sex=SEXES)
def test_from_forty_the_same_grip_never_counts_for_less_with_age(grip: float, pair: tuple[int, int], sex: str) -> None:
    rest = {"sex": sex, "norms": "dodds2014", "grip": str(grip)}
    young, old = (ask("grip_percentile", {**rest, "age": str(age / 10)})["values"] for age in sorted(pair))
    assert place(young["percentile"]) <= place(old["percentile"]) + 1e-7


@given(grip=GRIPS, age=st.integers(20, 90), norms=st.sampled_from(["dodds2014", "tomkinson2025"]))
def test_a_grip_stands_higher_among_women(grip: float, age: int, norms: str) -> None:
    rest = {"age": str(age), "norms": norms, "grip": str(grip)}
    woman, man = (ask("grip_percentile", {**rest, "sex": sex})["values"] for sex in ("female", "male"))
    assert place(woman["percentile"]) >= place(man["percentile"])


HEIGHTS = st.floats(120, 220)
OHMS = st.floats(100, 2000)
WEIGHTS = st.floats(30, 200)


@given(pair=st.tuples(OHMS, OHMS), height=HEIGHTS, age=st.floats(18, 110), weight=WEIGHTS, sex=SEXES)
def test_more_resistance_never_means_more_muscle(
    pair: tuple[float, float], height: float, age: float, weight: float, sex: str
) -> None:
    low, high = sorted(pair)
    assert janssen(height, low, age, sex) >= janssen(height, high, age, sex)  # type: ignore[arg-type]
    assert yoshida(height, low, weight, sex) >= yoshida(height, high, weight, sex)  # type: ignore[arg-type]


@given(pair=st.tuples(HEIGHTS, HEIGHTS), weight=WEIGHTS, ages=st.tuples(st.floats(18, 110), st.floats(18, 110)))
def test_the_taller_and_the_younger_have_more_muscle(
    pair: tuple[float, float], weight: float, ages: tuple[float, float]
) -> None:
    (low, high), (young, old) = sorted(pair), sorted(ages)
    assert janssen(high, 500, young, "male") >= janssen(low, 500, old, "female")
    tall = lee_by_weight(weight, high / 100, young, "female", "asian")
    assert tall >= lee_by_weight(weight, low / 100, old, "female", "asian")
