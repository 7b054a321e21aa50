"""The definitions of sarcopenia against a second implementation: every word and every list of what is missing."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.core.run import find, limits
from tests import independent_sarcopenia as independent
from tests.cases import cases_of
from tests.test_properties import ask

WHOLE = {"sppb", "sarc_f"}
NEAR: dict[str, tuple[str, ...]] = {
    "grip": ("15.9", "16", "17.9", "18", "19.9", "20", "25.9", "26", "26.9", "27", "27.9", "28", "35.4", "35.5"),
    "chair_stand": ("11.9", "12", "15", "15.1", "not done"),
    "asm": ("12", "14.9", "15", "16.2", "17.9", "19.9", "20", "24"),
    "asm_method": ("dxa", "bia"),
    "height": ("150", "160", "170", "185"),
    "weight": ("50", "66", "75", "95"),
    "gait_speed": ("0.79", "0.8", "0.81", "0.99", "1", "1.2"),
    "sppb": ("7", "8", "9", "10"),
    "tug": ("19.9", "20"),
    "walk_400m": ("359", "360", "not done"),
}
PEOPLE = st.builds(
    lambda sex, answered: {"sex": sex, **answered},
    st.sampled_from(["female", "male"]),
    st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in NEAR.items()}),
)


def form(person: dict[str, str]) -> dict[str, str]:
    """A person as the form sends it: the height with its unit."""
    return {key: f"{value} cm" if key == "height" else value for key, value in person.items()}


def agree(person: dict[str, str]) -> None:
    """Hold one answer against the second implementation."""
    if not {"grip", "chair_stand", "asm", "gait_speed", "sppb", "tug", "walk_400m"} & person.keys():
        return
    values = ask("sarcopenia", form(person))["values"]
    for name, define in independent.DEFINITIONS.items():
        word, missing = define(person)
        assert values[name] == word, person
        assert set(filter(None, (values[f"{name}_missing"] or "").split(","))) == missing, person
        assert values[f"{name}_missing"] != ""
    for key, exact in (("asm_height2", independent.height2(person)), ("alm_bmi", independent.by_bmi(person))):
        assert values[key] == (None if exact is None else pytest.approx(float(exact), rel=1e-9))


@given(person=PEOPLE)
def test_any_person(person: dict[str, str]) -> None:
    agree(person)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_every_pair_of_grip_and_muscle(sex: str) -> None:
    for grip, asm, height, method in product(NEAR["grip"], NEAR["asm"], NEAR["height"], ("dxa", "bia", "")):
        person = {"sex": sex, "grip": grip, "asm": asm, "height": height, "weight": "70"}
        agree({**person, **({"asm_method": method} if method else {})})


@pytest.mark.parametrize("sex", ["female", "male"])
def test_every_set_of_answers(sex: str) -> None:
    """All 1,024 ways of leaving answers out, with everything low and with everything normal."""
    for worst in (0, -1):
        for kept in product((False, True), repeat=len(NEAR)):
            answers = {key: _extreme(key, worst) for key, keep in zip(NEAR, kept, strict=True) if keep}
            agree({"sex": sex, **answers})


def _extreme(key: str, worst: int) -> str:
    low_first = key in {"grip", "asm", "gait_speed", "sppb", "asm_method", "height", "weight"}
    return NEAR[key][worst if low_first else -1 - worst]


TABLE = {
    "EWGSOP2_GRIP": ("16", "27"),
    "EWGSOP2_ASM": ("15", "20"),
    "EWGSOP2_INDEX": ("5.5", "7.0"),
    "EWGSOP2_CHAIR": ("15",),
    "EWGSOP2_GAIT": ("0.8",),
    "EWGSOP2_SPPB": ("8",),
    "EWGSOP2_TUG": ("20",),
    "EWGSOP2_WALK": ("360",),
    "AWGS_GRIP": ("18", "28"),
    "AWGS_DXA": ("5.4",),
    "AWGS_BIA": ("5.7",),
    "AWGS_INDEX": ("7.0",),
    "AWGS_GAIT": ("1.0",),
    "AWGS_SPPB": ("9",),
    "AWGS_CHAIR": ("12",),
    "FNIH_GRIP": ("16", "26"),
    "FNIH_RATIO": ("0.512", "0.789"),
    "FNIH_GAIT": ("0.8",),
    "SDOC_GRIP": ("20", "35.5"),
    "SDOC_GAIT": ("0.8",),
    "SARC_F": ("4",),
    "SPPB_WITHOUT_CHAIR": ("8",),
    "ADULT": ("18",),
    "OLDER": ("60",),
}


def test_the_table_cell_by_cell() -> None:
    shipped = limits(find("sarcopenia"))
    assert len(shipped) == sum(len(row) for row in TABLE.values())
    for start, row in TABLE.items():
        cells = [limit for name, limit in shipped.items() if name.startswith(start + "_")]
        assert [next(iter(limit.values.values())) for limit in cells] == [float(cell) for cell in row], start


def test_the_worked_cases_that_give_words_are_those_of_the_second_implementation() -> None:
    cases = [case for case in cases_of("sarcopenia") if "ewgsop2" in case.expect.get("values", {})]
    assert len(cases) > 60
    for case in cases:
        person = {key: typed.split()[0] if key != "height" else _cm(typed) for key, typed in case.given.items()}
        person |= {key: "not done" for key, typed in case.given.items() if typed == "not done"}
        assert case.expect["values"]["ewgsop2"] == independent.european(person)[0], case.name


def _cm(typed: str) -> str:
    number, unit = typed.split()
    return str(float(number) * 100) if unit == "m" else number
