"""Numbers as people type them, units however spelt, and comparing at the edges."""

from __future__ import annotations

import pytest

from calculators.core.analytes import AGE, ANALYTES, EGFR, MMA, TOTAL_B12
from calculators.core.measure import Straddles, parse, signed, text, unusual
from calculators.core.model import InputError, Limit, Quantity, Source

B12 = TOTAL_B12.quantity()
LIMIT = Limit({"ng/L": 180, "pmol/L": 133}, Source("niceng239", "Table 1"), "secondary")


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("210 ng/L", 210, "ng/L"),
        ("210ng/l", 210, "ng/L"),
        ("  210   NG / L ", 210, "ng/L"),
        ("12,5 pmol/L", 12.5, "pmol/L"),
        ("1 250 pg/ml", 1250, "pg/mL"),
        ("1\u00a0250 pg/mL", 1250, "pg/mL"),
        ("240599 pg/mL", 240599, "pg/mL"),
        ("1.250 pmol/L", 1.25, "pmol/L"),
        ("1250,5 pmol/L", 1250.5, "pmol/L"),
    ],
)
def test_numbers_people_type(typed: str, number: float, unit: str) -> None:
    measured = parse(typed, "", B12)
    assert (measured.exact, measured.unit) == (number, unit)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "-5 ng/L",
        "−5 ng/L",
        "0 ng/L",
        "1e9 ng/L",
        "1000000000 ng/L",
        "NaN",
        "nan ng/L",
        "inf ng/L",
        "1,250 ng/L",
        "1.234,5 ng/L",
        "1,250.5 ng/L",
        "210",
        "210 g/L",
        "12 5 ng/L",
        "1.2.3 ng/L",
        "<",
        "< ng/L",
        "210 ng/L ng/L",
        "٣ ng/L",
    ],
)
def test_bad_input_is_an_error_at_the_field(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(typed, "", B12)
    assert caught.value.field == "total_b12"
    assert caught.value.message.startswith("Total vitamin B12")


@pytest.mark.parametrize("spelling", ["umol/L", "µmol/L", "μmol/l", "UMOL/L", " µmol / L"])
def test_micro_is_read_however_spelt(spelling: str) -> None:
    assert parse(f"0.3 {spelling}", "", MMA.quantity()).unit == "µmol/L"


@pytest.mark.parametrize("spelling", ["mL/min/1.73 m²", "ml/min/1.73m2", "mL/min/1.73 m^2", ""])
def test_a_single_unit_may_be_left_out_or_spelt_otherwise(spelling: str) -> None:
    assert parse(f"59 {spelling}", "", EGFR).unit == "mL/min/1.73 m²"


def test_a_unit_in_the_box_wins_over_the_menu() -> None:
    assert parse("210 ng/L", "pmol/L", B12).unit == "ng/L"
    assert parse("210", "pmol/L", B12).unit == "pmol/L"


def test_the_unit_typed_decides_when_the_limit_gives_it() -> None:
    assert parse("132.9 pmol/L", "", B12).below(LIMIT)
    assert not parse("133 pmol/L", "", B12).below(LIMIT)
    assert not parse("180.1 ng/L", "", B12).below(LIMIT)


def test_a_unit_of_the_same_size_is_compared_exactly() -> None:
    assert not parse("180 pg/mL", "", B12).below(LIMIT)
    assert parse("180 pg/mL", "", B12).at_most(LIMIT)
    assert parse("180 pg/mL", "", B12).reason(LIMIT).unit == "ng/L"


def test_conversion_does_not_drift_at_the_limit() -> None:
    limit = Limit({"µmol/L": 0.75}, Source("paris2023", "Table 2"), "original")
    for value in ("750", "271", "376"):
        assert parse(f"{value} nmol/L", "", MMA.quantity()).at_most(limit) == (float(value) <= 750)


@pytest.mark.parametrize(
    ("typed", "below", "at_most"),
    [
        ("<180 ng/L", True, True),
        ("≤180 ng/L", None, True),
        ("<=180 ng/L", None, True),
        (">180 ng/L", False, False),
        ("≥180 ng/L", False, None),
        ("<60 pg/mL", True, True),
        ("<200 ng/L", None, None),
        (">1500 ng/L", False, False),
    ],
)
def test_censored_values_answer_or_cannot_tell(typed: str, below: bool | None, at_most: bool | None) -> None:
    measured = parse(typed, "", B12)
    for want, compare in ((below, measured.below), (at_most, measured.at_most)):
        if want is None:
            with pytest.raises(Straddles):
                compare(LIMIT)
        else:
            assert compare(LIMIT) is want


def test_a_cut_value_can_be_compared_on_both_sides() -> None:
    with pytest.raises(Straddles) as caught:
        parse("<200 ng/L", "", B12).below(LIMIT)
    assert caught.value.low.below(LIMIT)
    assert not caught.value.high.below(LIMIT)
    with pytest.raises(Straddles) as caught:
        parse("<200 ng/L", "", B12).above(LIMIT)
    assert not caught.value.low.above(LIMIT)
    assert caught.value.high.above(LIMIT)


def test_age_is_a_plain_number() -> None:
    assert parse("0.4", "", AGE).exact == 0.4
    assert parse("0", "", AGE).exact == 0
    for typed in ("<16", "130", "-1", "sixteen"):
        with pytest.raises(InputError):
            parse(typed, "", AGE)


def test_the_message_names_the_unit_that_would_be_usual() -> None:
    with pytest.raises(InputError, match="207 nmol/L would be usual"):
        parse("207 µmol/L", "", MMA.quantity())
    with pytest.raises(InputError, match=r"0\.2 µmol/L would be usual"):
        parse("0.2 nmol/L", "", MMA.quantity())


def test_real_extremes_are_taken_with_a_note() -> None:
    for typed, quantity in (("240599 pg/mL", B12), ("36 µmol/L", MMA.quantity())):
        assert unusual(parse(typed, "", quantity), quantity)
    assert not unusual(parse("210 ng/L", "", B12), B12)


def test_a_quantity_without_a_usual_range_is_never_unusual() -> None:
    quantity = Quantity("x", "X", {"m": 1.0}, (0, 10))
    assert not unusual(parse("9", "", quantity), quantity)


@pytest.mark.parametrize(("value", "shown"), [(240599, "240599"), (0.271, "0.271"), (100.0, "100"), (1e-4, "0.0001")])
def test_numbers_are_shown_without_exponent_or_trailing_zeros(value: float, shown: str) -> None:
    assert text(value) == shown


ENDS = [(key, unit, end) for key, analyte in ANALYTES.items() for unit in analyte.units for end in analyte.possible]


@pytest.mark.parametrize(("key", "unit", "end"), ENDS)
def test_the_ends_of_what_is_possible_are_taken_in_every_unit(key: str, unit: str, end: float) -> None:
    quantity = ANALYTES[key].quantity()
    printed = text(end / quantity.units[unit])
    assert parse(f"{printed} {unit}", "", quantity).exact == float(printed)


def test_a_very_long_input_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="characters"):
        parse("9" * 20_000, "", B12)


def test_a_number_on_an_axis_has_a_true_minus() -> None:
    assert (signed(-12.50), signed(0.27), signed(0)) == ("−12.5", "0.27", "0")
