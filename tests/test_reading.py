"""Reading pasted reports: what the worked cases do not show, namely what is refused, shortened, or found twice."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from calculators.core import fhir, names, reading
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


def named(code: str, name: str, **more: Any) -> dict[str, Any]:
    """An Observation of another test."""
    return observation(**more) | {"code": {"coding": [{"system": LOINC, "code": code, "display": name}]}}


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
        ("Urine creatinine 8.2 mmol/L", names.NOT_BLOOD),
        ("Urine methylmalonic acid 3.1 umol/L", names.NOT_BLOOD),
        ("Methylmalonate [Moles/volume] in Urine 3.1 umol/L", names.NOT_BLOOD),
        ("Homocysteine, CSF 1 umol/L", names.NOT_BLOOD),
        ("Creatinine clearance 80 mL/min", names.NOT_BLOOD),
        ("Albumin/creatinine ratio 2.1 mg/mmol", names.NOT_BLOOD),
        ("Glycated haemoglobin 48 mmol/mol", "HbA1c is a test for sugar, not haemoglobin."),
        ("MCHC 33 g/dL", names.NOT_HAEMOGLOBIN),
        ("Gastric parietal cell antibody 1:80 positive", "Only intrinsic factor antibodies are asked for here."),
        ("B12 binding capacity 900 ng/L", names.OTHER_B12),
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
    assert [each.typed for each in text("Vitamin B12 179. ng/L")] == ["179 ng/L"]


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


MISLEADING = (
    "INTRINSIC FACTOR BLOCKING ANTIBODY  POSITIVE A NEGATIVE",
    "Intrinsic Factor Ab   Detected   Not Detected",
    "Intrinsic factor antibody 25.3 U/mL Positive; Negative: <6",
    "Anti-intrinsic factor: weakly positive, previously negative",
    "Intrinsic factor antibodies: pending. A positive result suggests",
    "Intrinsic factor antibody: cannot rule out a positive result",
    "Intrinsic factor antibody: Not negative",
    "Sex M / F",
    "Vitamin B12 was 310 ng/L last year, now 150 ng/L",
    "Vitamin B12 310 ng/L, repeat 150 ng/L",
    "MCV was 98 fL, currently 114 fL",
    "Hb 125 -> 98 g/L",
    "eGFR 71 -> 38",
    "Vitamin B12 310 > 150 ng/L",
    "Vitamin B12\n01/02/2024 310 ng/L (180-900)\n12/03/2025 150 ng/L (180-900)",
    "Vitamin B12: deficient <150 ng/L, your result 405 ng/L",
    "Vitamin B12: sample haemolysed. Deficient if < 180 ng/L",
    "Vitamin B12 not done; deficiency confirmed below 180 ng/L",
    "Vitamin B12 (normal greater than 180 ng/L): pending",
    "Vitamin B12\n<150 ng/L: deficiency likely\n150-200: indeterminate\nResult to follow",
    "Vitamin B12 cut-off 180 ng/L",
    "Vitamin B12 lower limit of normal 180 ng/L",
    "Homocystein bis 10 µmol/l",
    "Hb target 100 g/L",
    "We aim to keep Hb above 100 g/L.",
    "Hb dropped by 20 g/L",
    "Active B12 only tested if total is below 180",
    "Vitamin B12 below 150 ng/L",
    "Vitamin B12 over 2000 ng/L",
    "Vitamin B12 inférieur à 150 ng/L",
    "Vitamin B12 1.500 pg/ml",
    "Vitamin B12 >2.000 pg/ml",
    "Vitamin B12 2O5 ng/L",
    "Vitamin B12 20S ng/L",
    "eGFR 1.2 ml/s",
    "eGFR repeat in 3 months",
    "eGFR: CKD stage 3",
    "MCV raised, repeat in 60 days",
    "Homocysteine 12 h fasting",
    "Vitamin B12 normal, ferritin 12 ng/L",
    "Haemoglobin normal, albumin 38 g/L",
    "Hb normal; total protein 70 g/L",
    "Creatinine ok, urate 350 umol/L",
    "Folate normal, vitamin D 45 nmol/L",
    "B12 and Vitamin D 62 pmol/L",
    "MCV  MPV 60 fL",
    "205 pmol/L\nVitamin B12\n32 pmol/L\nActive B12",
    "310 ng/L\nVitamin B12\n12 ng/L\nFerritin",
    "Transcobalamin II 850 pmol/L",
    "Folate, Hemolysate 620 ng/mL",
    "Whole blood folate 250 ug/L",
    "Folates érythrocytaires 450 nmol/L",
    "Folate [Mass/volume] in Red Blood Cells 450 ng/mL",
    "Carboxyhaemoglobin 1.5 g/dL",
    "Plasma free haemoglobin 30 g/L",
    "U-MMA 12 umol/L",
    "URINE\nCreatinine 1200 umol/L",
    "Heart age: 75",
    "Gestational age 32 weeks",
    "Age: 8 months",
    "Alter: 6 Monate",
    "Bone age 12 years",
    "Glycated Hb 42 mmol/mol",
    "Hämoglobin A1c 42",
    "Hémoglobine glyquée 42 mmol/mol",
    "Mean cell Hb 29 pg",
    "Hemoglobina corpuscular media 29 pg",
    "Reticulocyte haemoglobin 29.5 pg",
    "BUN/Creatinine 18",
    "Albumin/Kreatinin-Quotient 12 mg/g",
    "Methylmalonic acid 2.1 mmol/mol creatinine",
    "Folic acid 5 mg tablets",
    "Vitamin B12 1000 micrograms daily",
    "B12 x6 then 3 monthly",
    "Haemoglobin 13 .5 g/dL",
    "Creatinine , 9 mg/dL",
    "Haemoglobin g/dL 13 05",
    "Vitamin B12 l 79 ng/L",
    "Vitamin B12 i 79 ng/L",
    "Vitamin B12 1791) ng/L",
    "Vitamin B12 179^2 ng/L",
    "Vitamin B12 179? ng/L",
    "Vitamin B12 ?179 ng/L",
    "Vitamin B12 ~179 ng/L",
    "Vitamin B12 ≈ 179 ng/L",
    "Haemoglobin: -20 g/L",
    "Vitamin B12 -179 ng/L",
    "Age 50+",
    "Vitamin B12 ref. 197 ng/L",
    "Vitamin B12 normal: 197 ng/L",
    "Vitamin B12 normal value 197 ng/L",
    "Vitamin B12 Normwert 197 ng/L",
    "Vitamin B12 Valor de referencia 197 ng/L",
    "Vitamin B12 reference range low 197 ng/L",
    "Vitamin B12 low 197 ng/L",
    "Vitamin B12 N/A 197 ng/L",
    "Vitamin B12 | | ng/L | 197",
    "Vitamin B12  ---  ng/L  197",
    "Name;Ref low;Unit;Value\nVitamin B12;197;ng/L;",
    "Vitamin B12 n/a >197 ng/L",
    "Vitamin B12  -  ng/L  >197",
    "Vitamin B12 ng/L >197",
    "Vitamin B12: result normal, greater than 197 ng/L",
    "Vitamin B12 high is greater than 771 ng/L",
    "Vitamin B12 low: <197 ng/L",
    "MCV ref 80 fL",
    "MCV normal 80 fL",
    "MCV N: 80 fL",
    "Deficiency: vitamin B12 < 148 pmol/L",
    "If vitamin B12 < 148 pmol/L repeat",
    "If B12 is less than 180 ng/L treat",
    "Low vitamin B12 is less than 200 ng/L",
    "eGFR <60 mL/min/1.73m2 indicates CKD",
    "If eGFR is less than 60 mL/min refer",
    "Target vitamin B12 300 ng/L",
    "Target haemoglobin 110 g/L",
    "Aim for Hb 100 g/L",
    "Delta Hb 20 g/L",
    "Detection limit vitamin B12 50 ng/L",
    "Take folic acid 400 ug/l",
    "Control vitamin B12 179 ng/L",
    "QC Hb 120 g/L",
    "URINE CHEMISTRY 12/03/2024\nCreatinine 9 mg/dL",
    "Urine (24 h)\nCreatinine 9 mg/dL",
    "Specimen: Urine 1234\nCreatinine 9 mg/dL",
    "Urin\nFarbe gelb\nKreatinin 9 mg/dl",
    "Mid stream urine\nColour: yellow\nCreatinine 9 mg/dL",
    "Urine\nProtein 20 mg/dL\nComment\nCreatinine 9 mg/dL",
    "Ur Creatinine 9 mg/dL",
    "24h creatinine 9 mg/dL",
    "Spot creatinine 9 mg/dL",
    "Drain fluid creatinine 2 mg/dL",
    "Synovial fluid\nCreatinine 2 mg/dL",
    "Microalbumin creatinine 20 mg/dL",
    "Clearance creatinine 8 mg/dL",
    "MMA (U) 4 µmol/L",
    "RBC folic acid 300 ng/mL",
    "Erythrocyte folic acid 300 ng/mL",
    "Vollblut-Folsäure 300 ng/ml",
    "Ery-Folsäure 300 ng/ml",
    "R.B.C. Folate 300 ng/mL",
    "Packed cell folate 300 ng/mL",
    "Red folate 300 ng/mL",
    "Unmetabolised folic acid 5 ng/mL",
    "bioaktives Vitamin B12 40 pmol/l",
    "Bioactive vitamin B12 40 pmol/L",
    "TCII-B12 40 pmol/L",
    "Free B12 40 pmol/L",
    "Red cell B12 200 ng/L",
    "Breast milk B12 200 ng/L",
    "Oxy-Hb 120 g/L",
    "Ret-Hb 32 g/L",
    "Retikulozyten-Hb 33 g/l",
    "Occult blood Hb 20 g/L",
    "Ret MCV 110 fL",
    "Reticulocyte MCV 110 fL",
    "Mean cell volume (retic) 110 fL",
    "MPV MCV 90 fL",
    "Cystatin C eGFR 45 mL/min/1.73m2",
    "eGFR (Cystatin C) 45 mL/min",
    "Cockcroft Gault GFR 45 ml/min",
    "measured GFR 45 ml/min",
    "eGFR 1.73",
    "Free homocysteine 4 µmol/L",
    "Post-load homocysteine 40 µmol/L",
    "Intrinsic factor antibody: n. nachweisbar",
    "Intrinsic factor antibody: nachweisbar nicht",
    "Intrinsic factor Ab: possible",
    "Intrinsic factor Ab: pos?",
    "Intrinsic factor antibody 5 U/mL  >20 positive",
    "Intrinsic factor antibody 5 U/mL  positive >20",
    "Intrinsic factor antibody 30 <20 negative",
    "Intrinsic factor Ab 30 U/mL, negative: <20",
    "Intrinsic factor Ab Norm: negativ",
    "135 g/L\nHaemoglobin\n140 g/L\nRDW\n12",
    "12 ng/L\nVitamin B12\n179 ng/L\nFerritin\nDone 1",
    "Test | 2024 | 2023\nHaemoglobin g/L | 135 |",
    "Test  01/01/2023  05/01/2024\nHaemoglobin (g/L)  -  135",
    "Previous result\nHaemoglobin 135 g/L",
    "Previous B12 179 ng/L",
    "Last year's vitamin B12: 179 ng/L",
    "Haemoglobin 120 g/L\n(135 g/L)",
    "Haemoglobin 135 g/L (previous result, new pending)",
    "Donor creatinine 1 mg/dL",
    "Baby Hb 160 g/L",
    "Mother's vitamin B12 179 ng/L",
    "Cord blood\nHb 160 g/L",
    "Sex: M or F",
    "Sex M F",
    "Sex: female to male",
    "Hb: Sex F 120-160 g/L",
    "Sex M: 130-170",
    "Partner sex: M",
    "Doctor gender: F",
)
"""Lines in which a number or a word stands near the name of a test and is not its result."""


@pytest.mark.parametrize("report", MISLEADING)
def test_nothing_is_read_where_it_may_not_be_the_result(report: str) -> None:
    assert not [each for each in text(report) if each.key]


@pytest.mark.parametrize(
    "line",
    [
        "Active serum vitamin B12 32 pmol/L",
        "Vitamin B12 level (active) 32 pmol/L",
        "Vitamina B12 activa 32 pmol/L",
        "Vitamina B12 attiva 32 pmol/L",
        "Actieve vitamine B12 32 pmol/L",
        "Vitamin B12, serum, active 32 pmol/L",
        "Holo-TC 32 pmol/L",
    ],
)
def test_active_b12_is_not_taken_for_total(line: str) -> None:
    assert [(each.key, each.typed) for each in text(line)] == [("active_b12", "32 pmol/L")]


@pytest.mark.parametrize(
    ("line", "key", "typed"),
    [
        ("Sex: M   Ordering physician: W. Brown", "sex", "male"),
        ("Sex: Male    Ward: F", "sex", "male"),
        ("Vitamin B12 205¹ ng/L", "total_b12", "205 ng/L"),
        ("eGFRcreat (CKD-EPI)/1.73 m*2 71 mL/min", "egfr", "71 mL/min/1.73 m²"),
        ("HGB: 11.8 L g/dL 12.0-15.5", "haemoglobin", "11.8 g/dL"),
        ("Vitamin B12 Level - 179 ng/L", "total_b12", "179 ng/L"),
        ("Intrinsic factor Ab 1.2 U/mL Negative", "anti_if", "negative"),
    ],
)
def test_what_surrounds_a_result_does_not_hide_it(line: str, key: str, typed: str) -> None:
    assert [(each.key, each.typed) for each in text(line)] == [(key, typed)]


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


@pytest.mark.parametrize(
    ("report", "read"),
    [
        ("Sex: Female  Age: 54 Years", ["female", "54 years"]),
        ("Alter: 54 Jahre", ["54 years"]),
        ("Intrinsic factor antibodies\nNegative", ["negative"]),
        ("Intrinsic Factor Blocking Antibody  Negative  Negative", ["negative"]),
        ("Vitamin B12  179 pg/mL  Low  200-1100 pg/mL  01 AMD", ["179 pg/mL"]),
        ("B12 " + "x" * 1200 + " 5", []),
    ],
)
def test_ordinary_layouts_are_read(report: str, read: list[str]) -> None:
    assert [each.typed for each in text(report) if each.key] == read


@pytest.mark.parametrize(
    "again",
    [
        "B12 179 ng/L ",
        "B12 (",
        "B12 [(<",
        "1",
        "ref ",
        "glyc",
        "reticul",
        "\ufdfa",
        "acid",
        "(<1",
        "active ",
        "a ",
        "1.73/",
    ],
)
def test_what_repeats_itself_takes_no_long_time(again: str) -> None:
    line = "B12 " + again * (4000 // len(again)) + "5\n"
    began = time.process_time()
    text((line * 8)[:30_000])
    assert time.process_time() - began < 10
