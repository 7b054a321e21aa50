"""What must hold for the calculators about muscle whatever is typed: worse never looks better."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.test_properties import ask

STANCE = st.floats(0, 12).map(lambda each: round(each, 2))
WALK = st.floats(1, 12).map(lambda each: round(each, 3))
RISES = st.floats(2, 70).map(lambda each: round(each, 3))
LENGTHS = st.floats(15, 60).map(lambda each: round(each, 1))
ITEMS = ("strength", "assistance", "rise", "climb", "falls")
ANSWERS = st.lists(st.integers(0, 2), min_size=5, max_size=5)
SEXES = st.sampled_from(["female", "male"])


def sppb(stances: tuple[float, float, float], course: str, walk: float, rises: float) -> dict[str, int]:
    """The points."""
    held = dict(zip(("side_by_side", "semi_tandem", "tandem"), map(str, stances), strict=True))
    timed = {"walk_distance": course, "walk_time": str(walk), "chair_time": str(rises)}
    values: dict[str, int] = ask("sppb", {**held, **timed})["values"]
    return values


@given(
    stances=st.tuples(STANCE, STANCE, STANCE),
    longer=st.tuples(STANCE, STANCE, STANCE),
    course=st.sampled_from(["3m", "4m"]),
    walk=st.tuples(WALK, WALK),
    rises=st.tuples(RISES, RISES),
)
def test_standing_longer_and_being_faster_never_costs_points(
    stances: tuple[float, float, float],
    longer: tuple[float, float, float],
    course: str,
    walk: tuple[float, float],
    rises: tuple[float, float],
) -> None:
    most = tuple(max(pair) for pair in zip(stances, longer, strict=True))
    worse = sppb(stances, course, max(walk), max(rises))
    better = sppb(most, course, min(walk), min(rises))  # type: ignore[arg-type]
    assert all(worse[part] <= better[part] for part in ("balance", "gait", "chair", "total"))
    assert worse["total"] == worse["balance"] + worse["gait"] + worse["chair"]
    assert 1 <= worse["total"] <= better["total"] <= 12


@given(walk=WALK)
def test_the_same_time_over_the_shorter_course_never_gives_more_points(walk: float) -> None:
    short, long = (sppb((10, 10, 10), course, walk, 10)["gait"] for course in ("3m", "4m"))
    assert short <= long


@given(answers=ANSWERS, more=ANSWERS, calf=st.tuples(LENGTHS, LENGTHS), sex=SEXES)
def test_more_trouble_or_a_smaller_calf_never_turns_positive_into_negative(
    answers: list[int], more: list[int], calf: tuple[float, float], sex: str
) -> None:
    most = [max(pair) for pair in zip(answers, more, strict=True)]
    mild, bad = (
        ask("sarc_f", {**dict(zip(ITEMS, map(str, each), strict=True)), "calf": str(length), "sex": sex})
        for each, length in ((answers, max(calf)), (most, min(calf)))
    )
    assert (mild["band"], bad["band"]) != ("positive", "negative")
    assert mild["values"]["sarc_calf"] <= bad["values"]["sarc_calf"]


@given(answers=ANSWERS, calf=LENGTHS, sex=SEXES, bmi=st.floats(8, 120).map(lambda each: round(each, 1)))
def test_bmi_never_changes_the_answer(answers: list[int], calf: float, sex: str, bmi: float) -> None:
    given_ = {**dict(zip(ITEMS, map(str, answers), strict=True)), "calf": str(calf), "sex": sex}
    without, beside = ask("sarc_f", given_), ask("sarc_f", {**given_, "bmi": str(bmi)})
    assert without["band"] == beside["band"]
    assert without["values"]["sarc_calf"] == beside["values"]["sarc_calf"]
    assert abs(beside["values"]["calf_adjusted"] - calf) < 12.1
