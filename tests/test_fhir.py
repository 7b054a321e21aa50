"""Reading FHIR R4: which observations are used, and why the others are not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calculators.core import fhir, reading
from calculators.core.model import Reading
from calculators.labs.whole_report import INPUTS

LOINC = "http://loinc.org"


def observation(code: str = "2132-9", value: Any = 179, unit: str = "pg/mL", **more: Any) -> dict[str, Any]:
    """An Observation of one number."""
    coded = {"coding": [{"system": LOINC, "code": code, "display": "Vitamin B12"}]}
    quantity = {"value": value, "unit": unit}
    return {"resourceType": "Observation", "status": "final", "code": coded, "valueQuantity": quantity, **more}


def named(code: str, name: str, **more: Any) -> dict[str, Any]:
    """An Observation of another test."""
    return observation(**more) | {"code": {"coding": [{"system": LOINC, "code": code, "display": name}]}}


def resources(whole: Any) -> list[Reading]:
    """What is read of JSON."""
    return fhir.read(json.dumps(whole), INPUTS)


def test_an_observation_keeps_its_words_and_range() -> None:
    ranged = {"referenceRange": [{"low": {"value": 197}, "high": {"value": 771}}]}
    (found,) = resources({**observation(), **ranged})
    assert found == Reading("Vitamin B12 179 pg/mL", "total_b12", "179 pg/mL", "197 to 771")
    (found,) = resources(observation(referenceRange=[{"text": "above 197"}]))
    assert found.printed_range == "above 197"


@pytest.mark.parametrize("status", sorted(fhir.UNUSED))
def test_an_observation_that_was_withdrawn_is_not_used(status: str) -> None:
    (found,) = resources(observation(status=status))
    assert found.problem == f"Its status is {status}: not used."
    assert not found.key


@pytest.mark.parametrize(
    ("observed", "why"),
    [
        (observation(unit="pmol/L"), fhir.OTHER_KIND),
        (observation(code="14685-2", unit="ng/L"), fhir.OTHER_KIND),
        (observation(code="4544-3"), reading.NOT_ASKED),
        (observation(value="many"), None),
        (observation(value=None), reading.NO_NUMBER),
        (observation(valueQuantity="179 pg/mL"), reading.NO_NUMBER),
        (observation(value=-5), None),
        (observation(unit="mg/dL"), None),
    ],
)
def test_an_observation_that_does_not_fit_is_not_used(observed: dict[str, Any], why: str | None) -> None:
    for found in resources(observed):
        if found.problem != reading.NO_UNIT:
            assert not found.key
        assert found.problem
        assert why is None or found.problem == why


@pytest.mark.parametrize(
    ("value", "typed"), [(179.50, "179.5 pg/mL"), ("1.79e2", "179 pg/mL"), (1.795e2, "179.5 pg/mL")]
)
def test_numbers_keep_their_digits(value: Any, typed: str) -> None:
    (found,) = resources(observation(value=value))
    assert found.typed == typed


@pytest.mark.parametrize(("sign", "typed"), [("<", "<"), ("<=", "≤"), (">", ">"), (">=", "≥")])
def test_a_comparator_is_kept(sign: str, typed: str) -> None:
    quantity = {"value": 150, "comparator": sign, "unit": "pg/mL"}
    (found,) = resources(observation(valueQuantity=quantity))
    assert found.typed == f"{typed}150 pg/mL"


def test_units_are_known_by_ucum_or_by_name() -> None:
    for quantity in ({"value": 58, "code": "mL/min/{1.73_m2}"}, {"value": 58, "unit": "mL/min/1.73 m²"}):
        (found,) = resources(named("98979-8", "eGFR", valueQuantity=quantity))
        assert found.typed == "58 mL/min/1.73 m²"


@pytest.mark.parametrize(
    ("whole", "why"),
    [
        ("[" * 41 + "]" * 41, fhir.TOO_DEEP),
        ('{"a": ', fhir.BROKEN),
        ('"unending', fhir.BROKEN),
        ("{}", fhir.NO_RESOURCE),
        ('[1, "a", null, {"entry": [3]}]', fhir.NO_RESOURCE),
        ('{"resourceType": "Patient", "contained": {}}', fhir.NO_RESOURCE),
    ],
)
def test_json_that_is_no_report_is_refused(whole: str, why: str) -> None:
    with pytest.raises(fhir.NotFhir) as refused:
        fhir.read(whole, INPUTS)
    assert str(refused.value) == why


def test_brackets_in_strings_are_no_depth() -> None:
    (found,) = resources(observation(note=[{"text": '[{"' * 60 + "\\"}]))
    assert found.typed == "179 pg/mL"
    assert resources({"contained": [observation()]}) == [found]
    deepest: Any = observation()
    for _ in range(18):
        deepest = {"entry": [{"resource": deepest}]} if _ % 2 else {"contained": [deepest]}
    with pytest.raises(fhir.NotFhir):
        resources(deepest)


def test_a_panel_gives_its_parts_and_its_status() -> None:
    part = {"code": {"text": "MCV"}, "valueQuantity": {"value": 104, "unit": "fL"}}
    panel = {"resourceType": "Observation", "status": "final", "code": {"text": "Blood count"}, "component": [part]}
    assert [each.typed for each in resources(panel)] == ["104 fL"]
    (withdrawn,) = resources({**panel, "status": "cancelled"})
    assert not withdrawn.key
    assert [each.typed for each in resources({**panel, **observation()})] == ["179 pg/mL", "104 fL"]


def test_only_so_many_observations_are_read() -> None:
    assert len(resources([observation(code="4544-3", value=n) for n in range(fhir.MOST + 5)])) == fhir.MOST


def test_what_looks_like_json() -> None:
    assert fhir.looks_like_json('  {"a": 1}')
    assert fhir.looks_like_json("[]")
    assert not fhir.looks_like_json("Vitamin B12 [179]")


def test_a_word_as_a_value() -> None:
    shown = {"resourceType": "Observation", "code": {"text": "Intrinsic factor antibody"}, "valueString": "Negative"}
    assert resources(shown) == [Reading("Intrinsic factor antibody Negative", "anti_if", "negative")]
    (unread,) = resources({**shown, "valueString": ["Positive"]})
    assert (unread.key, unread.problem) == ("", reading.NO_NUMBER)


def test_a_code_of_another_system_is_no_loinc() -> None:
    coded = {"coding": [{"system": "urn:local", "code": "2132-9"}], "text": "Sodium"}
    assert resources(observation(code="x") | {"code": coded}) == [
        Reading("Sodium 179 pg/mL", problem=reading.NOT_ASKED)
    ]
    (bare,) = resources({"resourceType": "Observation", "code": "2132-9", "valueQuantity": {"value": 179}})
    assert (bare.words, bare.problem) == ("179", reading.NOT_ASKED)


def test_numbers_that_are_none_are_not_read() -> None:
    (found,) = fhir.read(json.dumps(observation()).replace("179", "NaN"), INPUTS)
    assert found.problem
    assert not found.key
    half = observation(referenceRange=[{"low": {}, "high": {"value": 771}}])
    assert resources(half)[0].printed_range == " to 771"


def test_depth_is_counted_to_the_end_of_each_bracket() -> None:
    flat = [observation() for _ in range(fhir.DEEPEST + 5)]
    assert len(resources(flat)) == 1


def coded(**quantity: Any) -> dict[str, Any]:
    """A B12 with a quantity of its own."""
    return observation(valueQuantity={"value": 179, "unit": "pg/mL", **quantity})


URINE = named("2161-8", "Creatinine", valueQuantity={"value": 9, "unit": "mg/dL"})


SYSTEMS = ("http://loinc.org/", "https://loinc.org", "urn:oid:2.16.840.1.113883.6.1")


@pytest.mark.parametrize(
    "misleading",
    [
        coded(code="pmol/L"),
        coded(unit="mmol/L", code="pg/mL"),
        coded(comparator="ad"),
        coded(comparator="≥"),
        coded(value="1 179"),
        coded(unit=""),
        observation(dataAbsentReason={"text": "unknown"}),
        observation(modifierExtension=[{"url": "urn:not"}]),
        observation(focus=[{"display": "fetus"}]),
        observation(status="Cancelled"),
        observation(specimen={"display": "Urine"}),
        {"resourceType": "DiagnosticReport", "status": "entered-in-error", "contained": [observation()]},
        named("2132-9", "Active B12"),
        named("2132-9", "Target vitamin B12"),
        named("2132-9", "Vitamin B12", valueQuantity={"unit": "ng/L"}),
        observation() | {"code": {"text": "Vitamin B12 1000"}, "valueQuantity": {"unit": "ng/L"}},
        named("787-2", "MCV", valueQuantity={"value": 95}),
        *(URINE | {"code": {"coding": [{"system": each, "code": "2161-8"}], "text": "Creatinine"}} for each in SYSTEMS),
        URINE | {"code": {"coding": [{"system": LOINC, "code": "2161-8"}, {"system": LOINC, "code": "2160-0"}]}},
        URINE | {"code": {"text": "Creatinine", "coding": [{"display": "Urine creatinine"}]}},
        {
            "resourceType": "Observation",
            "code": {"text": "Urine panel"},
            "component": [{"code": {"text": "Creatinine"}, "valueQuantity": {"value": 9, "unit": "mg/dL"}}],
        },
    ],
)
def test_no_observation_is_read_where_it_may_not_be_the_result(misleading: dict[str, Any]) -> None:
    assert not [each for each in resources(misleading) if each.key]


def test_results_of_two_people_are_refused() -> None:
    both = [observation(subject={"reference": f"Patient/{name}"}) for name in "ab"]
    with pytest.raises(fhir.NotFhir, match="more than one person"):
        resources(both)
    assert len(resources([both[0], both[0]])) == 1


def test_a_key_that_stands_twice_is_refused() -> None:
    twice = json.dumps(observation())[:-1] + ', "valueQuantity": {"value": 500, "unit": "pg/mL"}}'
    with pytest.raises(fhir.NotFhir):
        fhir.read(twice, INPUTS)
