"""Reading pasted reports: what the worked cases do not show, namely what is refused, shortened, or found twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calculators.core import fhir, reading
from calculators.core.model import Reading
from calculators.labs.whole_report import INPUTS

LOINC = "http://loinc.org"


def text(report: str) -> list[Reading]:
    """What is read of a text."""
    return reading.read(report, INPUTS)


def observation(code: str = "2132-9", value: Any = 179, unit: str = "pg/mL", **more: Any) -> dict[str, Any]:
    """An Observation of one number."""
    coded = {"coding": [{"system": LOINC, "code": code, "display": "Vitamin B12"}]}
    quantity = {"value": value, "unit": unit}
    return {"resourceType": "Observation", "status": "final", "code": coded, "valueQuantity": quantity, **more}


def resources(whole: Any) -> list[Reading]:
    """What is read of JSON."""
    return fhir.read(json.dumps(whole), INPUTS)


def test_the_words_a_result_is_from_and_its_range_are_kept() -> None:
    (found,) = text("Serum vitamin B12 179 ng/L (197–771) LOW")
    assert found == Reading("vitamin B12 179 ng/L (197–771) LOW", "total_b12", "179 ng/L", "197–771")


def test_two_ranges_are_both_shown() -> None:
    (found,) = text("Vitamin B12 179 ng/L (197-771) Ref: >180")
    assert (found.typed, found.printed_range) == ("179 ng/L", "197-771; >180")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Red cell folate 320 nmol/L", "Folate in red cells is another test than folate in serum."),
        ("Folate, RBC 320 ng/mL", "Folate in red cells is another test than folate in serum."),
        ("Urine creatinine 8.2 mmol/L", reading.NOT_BLOOD),
        ("Urine methylmalonic acid 3.1 umol/L", reading.NOT_BLOOD),
        ("Methylmalonate [Moles/volume] in Urine 3.1 umol/L", reading.NOT_BLOOD),
        ("Homocysteine, CSF 1 umol/L", reading.NOT_BLOOD),
        ("Creatinine clearance 80 mL/min", reading.NOT_BLOOD),
        ("Albumin/creatinine ratio 2.1 mg/mmol", reading.NOT_BLOOD),
        ("Glycated haemoglobin 48 mmol/mol", "HbA1c is a test for sugar, not haemoglobin."),
        ("MCHC 33 g/dL", "MCH and MCHC are not asked for here."),
        ("Gastric parietal cell antibody 1:80 positive", "Only intrinsic factor antibodies are asked for here."),
        ("B12 binding capacity 900 ng/L", "The binding capacity is another test than B12."),
        ("Ferritin 12 ug/L", reading.NOT_ASKED),
        ("Vitamin B12 ng/L 179 210", reading.TWO_NUMBERS),
        ("Vitamin B12 179 ng/L 210 ng/L", reading.TWO_NUMBERS),
        ("Vitamin B12 (197-771)", reading.NO_NUMBER),
        ("Intrinsic factor antibody 1.2 U/mL", "Only “positive” or “negative” can be read."),
        ("Intrinsic factor antibody: equivocal", "Only “positive” or “negative” can be read."),
    ],
)
def test_what_is_not_read_has_its_reason(line: str, why: str) -> None:
    (found,) = text(line)
    assert (found.key, found.typed, found.problem) == ("", "", why)


@pytest.mark.parametrize("line", ["Vitamin B12 and folate", "Dear patient", "", "12/03/2026 09:15", "Sex hormones"])
def test_headings_and_dates_are_passed_over(line: str) -> None:
    assert text(line) == []


def test_a_missing_unit_is_said_and_the_number_kept() -> None:
    (found,) = text("Vitamin B12 179")
    assert (found.key, found.typed, found.problem) == ("total_b12", "179", reading.NO_UNIT)


def test_different_answers_to_one_question_are_a_problem_for_each() -> None:
    found = text("Vitamin B12 179 ng/L\nVitamin B12 250 ng/L")
    assert [(each.typed, each.problem) for each in found] == [
        ("179 ng/L", reading.TOO_MANY),
        ("250 ng/L", reading.TOO_MANY),
    ]


def test_the_same_answer_twice_counts_once() -> None:
    assert len(text("Vitamin B12 179 ng/L\nB12 179 ng/L")) == 1


def test_words_are_shortened_and_control_characters_dropped() -> None:
    (found,) = text("Vitamin B12\x00 179 ng/L " + "x" * 300)
    assert len(found.words) == reading.SHOWN
    assert "\x00" not in found.words
    assert found.typed == "179 ng/L"


def test_a_name_far_from_its_number_is_not_joined_with_later_lines() -> None:
    assert text("Vitamin B12 " + "and more words " * 10 + "\n179\nng/L") == [Reading("179", problem=reading.NOT_ASKED)]


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


@pytest.mark.parametrize(("sign", "typed"), [("<", "<"), ("<=", "≤"), (">", ">"), (">=", "≥"), ("ad", "")])
def test_a_comparator_is_kept(sign: str, typed: str) -> None:
    quantity = {"value": 150, "comparator": sign, "unit": "pg/mL"}
    (found,) = resources(observation(valueQuantity=quantity))
    assert found.typed == f"{typed}150 pg/mL"


def test_units_are_known_by_ucum_or_by_name() -> None:
    for quantity in ({"value": 58, "code": "mL/min/{1.73_m2}"}, {"value": 58, "unit": "mL/min/1.73 m²", "code": "x"}):
        (found,) = resources(observation(code="98979-8", valueQuantity=quantity))
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


def test_a_one_sided_range_after_a_range_is_shown_too() -> None:
    (found,) = text("MMA 0.45 umol/L 0.07-0.27 <0.40 umol/L")
    assert (found.typed, found.printed_range) == ("0.45 µmol/L", "0.07-0.27; <0.40 umol/L")


def test_what_is_not_read_keeps_its_words_and_range() -> None:
    assert text("Vitamin B12 (197-771)") == [Reading("Vitamin B12 (197-771)", "", "", "197-771", reading.NO_NUMBER)]
    assert text("B12 ng/L 179 210 (197-771)")[0].printed_range == "197-771"
    assert text("Hb 7.3 mmol/L (7.5-10)")[0].printed_range == "7.5-10"
    assert text("Ferritin 12 ug/L") == [Reading("Ferritin 12 ug/L", problem=reading.NOT_ASKED)]
    assert text("Intrinsic factor Ab: EQUIVOCAL")[0].words == "Intrinsic factor Ab: EQUIVOCAL"


@pytest.mark.parametrize("line", ["Sex: unknown", "Sex: 3", "Intrinsic factor antibody: see below"])
def test_a_word_that_is_no_answer_is_passed_over(line: str) -> None:
    assert text(line) == []


def test_a_point_after_the_number_is_no_decimal() -> None:
    assert [each.typed for each in text("Vitamin B12 was 179. ng/L")] == ["179 ng/L"]


def test_only_where_there_are_several_units_is_one_missing() -> None:
    assert text("MMA 0.45")[0].problem == reading.NO_UNIT
    assert text("MCV 95")[0] == Reading("MCV 95", "mcv", "95 fL")


def test_three_tests_in_a_line_each_have_their_own_words() -> None:
    found = text("Hb 118 g/L MCV 104 fL B12 179 ng/L")
    assert [each.words for each in found] == ["Hb 118 g/L", "MCV 104 fL", "B12 179 ng/L"]


def test_a_name_twice_in_a_row_counts_once_and_again_after_a_number() -> None:
    assert [each.typed for each in text("Haemoglobin (Hb) 118 g/L, Hb 120 g/L")] == ["118 g/L", "120 g/L"]


def test_a_word_as_a_value() -> None:
    shown = {"resourceType": "Observation", "code": {"text": "Intrinsic factor antibody"}, "valueString": "Negative"}
    assert resources(shown) == [Reading("Intrinsic factor antibody Negative", "anti_if", "negative")]
    (unread,) = resources({**shown, "valueString": ["Positive"]})
    assert (unread.key, unread.problem) == ("", reading.NOT_ASKED)


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
