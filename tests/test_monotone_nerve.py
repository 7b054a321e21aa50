"""What must hold for the nerve group whatever is answered: worse never gives a milder answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calculators.nerve.mrc_sum import KEYS
from tests.independent_nerve import MNSI_NO
from tests.test_properties import ask

MNSI_BANDS = ["below_four", "four_to_six", "seven_or_more"]
WINDOWS = ["within_window", "near_window", "beyond_window"]
GRADES = st.lists(st.integers(0, 5), min_size=12, max_size=12)
ROUNDING = 1e-6


@given(yes=st.sets(st.integers(1, 15)), number=st.integers(1, 15))
def test_one_more_sign_never_lowers_the_score(yes: set[int], number: int) -> None:
    def answered(each: set[int]) -> dict[str, str]:
        return {f"q{n}": "yes" if n in each else "no" for n in range(1, 16)}

    sign, none = (yes - {number}, yes | {number}) if number in MNSI_NO else (yes | {number}, yes - {number})
    worse, milder = ask("mnsi", answered(sign)), ask("mnsi", answered(none))
    assert worse["values"]["score"] - milder["values"]["score"] == (0 if number in (4, 10) else 1)
    assert MNSI_BANDS.index(worse["band"]) >= MNSI_BANDS.index(milder["band"])
    assert set(milder["notes"]) <= set(worse["notes"])


@given(values=GRADES, place=st.integers(0, 11))
def test_a_weaker_muscle_never_gives_a_milder_answer(values: list[int], place: int) -> None:
    weaker = [max(each - (number == place), 0) for number, each in enumerate(values)]
    before, after = (
        ask("mrc_sum", {key: str(each) for key, each in zip(KEYS, grades, strict=True)}) for grades in (values, weaker)
    )
    assert after["values"]["score"] <= before["values"]["score"]
    assert not (before["band"] == "below_48" and after["band"] == "not_below_48")
    assert ("cannot_lift" in before["notes"]) <= ("cannot_lift" in after["notes"])


@given(values=GRADES)
def test_sides_exchanged_give_the_same_answer(values: list[int]) -> None:
    grades = {key: str(each) for key, each in zip(KEYS, values, strict=True)}
    other = {"left": "right", "right": "left"}
    swapped = {f"{key.split('_')[0]}_{other[key.split('_')[1]]}": each for key, each in grades.items()}
    one, two = ask("mrc_sum", grades), ask("mrc_sum", swapped)
    assert (one["band"], one["notes"]) == (two["band"], two["notes"])
    assert (one["values"]["left"], one["values"]["right"]) == (two["values"]["right"], two["values"]["left"])


@given(
    way=st.tuples(st.integers(1, 1500), st.integers(1, 1500)),
    rate=st.tuples(st.integers(1, 100), st.integers(1, 100)),
    wait=st.tuples(st.integers(0, 730), st.integers(0, 730)),
)
def test_a_longer_way_a_slower_rate_or_a_longer_wait_never_arrives_sooner(
    way: tuple[int, int], rate: tuple[int, int], wait: tuple[int, int]
) -> None:
    def arrive(distance: int, tenths: int, delay: int) -> tuple[float, int]:
        answer = ask("nerve_regrowth", {"distance": f"{distance} mm", "rate": f"{tenths / 10}", "delay": f"{delay}"})
        reached = [note for note in answer["notes"] if note in WINDOWS]
        assert len(reached) == 1
        return answer["values"]["days"], WINDOWS.index(reached[0])

    soon, soon_window = arrive(min(way), max(rate), min(wait))
    late, late_window = arrive(max(way), min(rate), max(wait))
    assert soon <= late + ROUNDING
    assert soon_window <= late_window
