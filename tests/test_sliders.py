"""Sliders as declared and as the form has them: they start on a step, from a preset that answers everything."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from calculators.core.contract import describe
from calculators.core.form import form
from calculators.core.model import Calculator, Quantity
from calculators.core.run import all_calculators, run
from tests.cases import ROOT

SLIDERS = [
    (calculator, each)
    for calculator in all_calculators().values()
    for each in calculator.inputs
    if isinstance(each, Quantity) and each.slider
]
IDS = [f"{calculator.name}: {each.key}" for calculator, each in SLIDERS]


def of(calculator: Calculator, key: str) -> str:
    """The slider's HTML."""
    found = re.findall(rf'<input type="range" data-slider="{key}"[^>]*>', form(calculator, "about 4 MB"))
    assert len(found) == 1
    return str(found[0])


def test_there_are_two() -> None:
    assert IDS == ["conduction: diameter", "conduction: g_ratio"]


@pytest.mark.parametrize(("calculator", "each"), SLIDERS, ids=IDS)
def test_a_slider_starts_on_a_step_within_what_is_possible(calculator: Calculator, each: Quantity) -> None:
    assert each.slider
    assert len(each.units) == 1, "a slider has no unit to choose"
    low, high, step = (Decimal(str(number)) for number in each.slider)
    start = Decimal(next(iter(calculator.presets.values()))[each.key])
    assert each.possible[0] <= each.slider[0] < each.slider[1] <= each.possible[1]
    assert low <= start <= high
    assert (start - low) % step == 0
    assert (high - low) % step == 0


@pytest.mark.parametrize("calculator", dict.fromkeys(c.name for c, _ in SLIDERS))
def test_the_first_preset_answers_everything_and_is_the_example(calculator: str) -> None:
    chosen = all_calculators()[calculator]
    first = next(iter(chosen.presets.values()))
    assert set(first) == {each.key for each in chosen.inputs}
    assert not run(chosen, first).errors
    page = (ROOT / "docs" / "calculators" / f"{calculator}.md").read_text(encoding="utf-8")
    lines = "\n".join(f"{key}: {value}" for key, value in first.items())
    assert f"```calculator\n{calculator}\n{lines}\n```" in page


@pytest.mark.parametrize(("calculator", "each"), SLIDERS, ids=IDS)
def test_a_slider_is_hidden_until_a_script_shows_it_and_is_never_sent(calculator: Calculator, each: Quantity) -> None:
    html = of(calculator, each.key)
    assert " hidden " in html
    assert " name=" not in html
    assert " id=" not in html
    assert f'aria-label="{each.label}, {next(iter(each.units))}"' in html


def test_a_slider_has_its_ends_its_step_and_its_start() -> None:
    assert 'min="0.4" max="0.99" step="0.01" value="0.6"' in of(all_calculators()["conduction"], "g_ratio")
    assert 'min="1" max="20" step="0.5" value="12"' in of(all_calculators()["conduction"], "diameter")


def test_only_a_form_with_sliders_speaks_of_them() -> None:
    words = form(all_calculators()["conduction"], "about 4 MB")
    assert "What is empty starts from “A healthy large fibre”." in words
    assert words.count("Start again") == 1
    for name in ("depletion", "b12_status"):
        other = form(all_calculators()[name], "about 4 MB")
        assert "data-slide" not in other
        assert "Start again" not in other


def test_the_list_tells_of_sliders() -> None:
    listed = {each["key"]: each for each in describe(all_calculators()["conduction"])["inputs"]}
    assert listed["g_ratio"]["slider"] == [0.4, 0.99, 0.01]
    assert "slider" not in listed["hold"]
    assert all("slider" not in each for each in describe(all_calculators()["depletion"])["inputs"])
