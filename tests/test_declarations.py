"""Inputs that a function makes are what it makes: these run when a module is loaded, before any other test."""

from __future__ import annotations

from calculators.core import causes
from calculators.core.analytes import ACTIVE_B12, HOMOCYSTEINE, MMA, TOTAL_B12
from calculators.labs import b12_status, combined_indicator, whole_report
from calculators.muscle import muscle_mass, sarc_f, sppb
from calculators.nerve import mrc_sum
from calculators.risk import depletion, medicines


def test_the_whole_report_asks_for_what_the_others_ask() -> None:
    assert whole_report._catalogue() == whole_report.CATALOGUE


def test_a_laboratorys_own_limits_are_asked_for() -> None:
    asked = {each.key: each for each in b12_status.CALCULATOR.inputs}
    own = [
        *b12_status._own_pair(TOTAL_B12, "lab", "Total B12"),
        *b12_status._own_pair(ACTIVE_B12, "active", "Active B12", ["pmol/L"]),
        b12_status._own_upper(MMA, "MMA", b12_status.MMA_RAISED_ABOVE, ["µmol/L", "nmol/L"]),
        b12_status._own_upper(HOMOCYSTEINE, "Homocysteine", b12_status.HOMOCYSTEINE_RAISED_ABOVE, ["µmol/L"]),
    ]
    assert [asked[each.key] for each in own] == own


def test_years_of_a_medicine_are_asked_for() -> None:
    asked = {each.key: each for each in medicines.CALCULATOR.inputs}
    assert medicines._years("metformin_years", "Metformin: for how long?") == asked["metformin_years"]
    hint = "Famotidine, ranitidine and others. 0 if none."
    assert medicines._years("h2_years", "H2 blocker: for how long?", hint) == asked["h2_years"]


def test_the_numbers_of_the_store_are_asked_for() -> None:
    asked = {each.key: each for each in depletion.CALCULATOR.inputs}
    store = depletion._number("store", "Store at the start", "mg", (0.01, 50), "2 to 3 mg by most estimates.")
    assert store == asked["store"]


def test_each_class_of_the_combined_indicator_has_its_lower_end() -> None:
    ends = {1.5: "adequate", -0.5: "adequate", -1.5: "low", -2.5: "possible", 1.6: "elevated", -2.6: "probable"}
    assert {index: combined_indicator._class_of(index)[0] for index in ends} == ends


def test_each_position_is_timed_until_it_counts_in_full() -> None:
    asked = {each.key: each for each in sppb.CALCULATOR.inputs}
    hint = "Leave out if one before failed."
    stance = sppb._stance("tandem", "Heel to toe in one line, held for", hint)
    assert stance == asked["tandem"]
    assert (stance.possible, stance.censored, stance.timed) == ((0, 600), False, 10)
    assert [asked[key].timed for key in ("walk_time", "chair_time")] == [0, 0]  # type: ignore[union-attr]


def test_the_correction_of_the_calf_is_printed_with_its_limits() -> None:
    (_, corrected) = sarc_f.CALCULATOR.formulas
    for part in ("C + 4 & B < 18.5", "18.5 \\le B < 25", "C - 3 & 25", "C - 7 & 30", "C - 12 & B \\ge 40"):
        assert part in corrected.latex


def test_the_equations_of_yoshida_stand_among_the_formulas() -> None:
    m = muscle_mass
    men = m._of_yoshida("men", m.YOSHIDA_MEN_PER_INDEX, m.YOSHIDA_MEN_PER_KG, m.YOSHIDA_MEN_BASE, m.YOSHIDA_MEN_ERROR)
    assert men in m.CALCULATOR.formulas
    assert "0.197 \\cdot \\frac{h^2}{Z} + 0.179 \\cdot w -0.019" in men.latex
    assert "0.98 kg" in men.valid


def test_arms_and_legs_are_graded_apart() -> None:
    arms = mrc_sum._group("Arms", mrc_sum.ARMS)
    assert arms == mrc_sum.CALCULATOR.groups[0]
    assert arms.keys[:2] == ["shoulder_left", "shoulder_right"]


def test_a_feature_says_whether_it_was_read() -> None:
    made = [causes._read("onset", "months"), causes._quoted("pain", "none"), causes._unread("onset", "years", "months")]
    assert made == [
        causes.Feature("onset", "months", "", "original"),
        causes.Feature("pain", "none", "", "secondary"),
        causes.Feature("onset", "years", "months", "unconfirmed"),
    ]
    both = [each("ck", "raised", "normal") for each in (causes._read, causes._quoted)]
    assert [(each.fits, each.against) for each in both] == [("raised", "normal")] * 2
    assert causes._unread("ck", "raised").against == ""
    assert {each.status for each in causes.CAUSES["b12"].features} == {"original"}


def test_a_limit_is_printed_by_its_number() -> None:
    assert sarc_f._at(sarc_f.UNDERWEIGHT_BELOW) == "18.5"
