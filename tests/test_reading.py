"""Reading pasted text: what the worked cases do not show, namely what is refused, shortened, or found twice."""

from __future__ import annotations

import time

import pytest

from calculators.core import names, reading
from calculators.core.model import Reading
from calculators.labs.whole_report import INPUTS
from tests.misleading import MISLEADING


def text(report: str) -> list[Reading]:
    """What is read of a text."""
    return reading.read(report, INPUTS)


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


"""Lines in which a number or a word stands near the name of a test and is not its result."""


@pytest.mark.parametrize(
    ("report", "problems"), [(report, problems) for problems, reports in MISLEADING for report in reports]
)
def test_nothing_is_read_where_it_may_not_be_the_result(report: str, problems: list[str]) -> None:
    read = text(report)
    assert not [each for each in read if each.key]
    assert [each.problem for each in read] == problems


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
