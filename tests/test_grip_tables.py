"""Every cell of the grip-strength tables against a second transcription, and the tables against plain sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import NormalDist

import pytest

from calculators.core.analytes import Sex
from calculators.core.grip_norms import DODDS, DOUBTFUL, STEIBER, TOMKINSON, Centiles, Z
from calculators.core.model import Outcome
from calculators.core.plot import Plot
from calculators.core.run import find, run
from tests import grip_tables
from tests.cases import ROOT


def cells(rows: Mapping[Sex, Mapping[int, Sequence[float]]], columns: Sequence[str]) -> grip_tables.Table:
    """The calculator's rows in the shape of the second transcription."""
    return {
        (sex, age, column): kilograms
        for sex, by_age in rows.items()
        for age, row in by_age.items()
        for column, kilograms in zip(columns, row, strict=True)
    }


def test_every_cell_is_the_same_in_both_transcriptions() -> None:
    assert cells(DODDS.rows, [str(each) for each in DODDS.percentiles]) == grip_tables.DODDS
    assert cells(TOMKINSON.rows, [str(each) for each in TOMKINSON.percentiles]) == grip_tables.TOMKINSON
    assert cells(STEIBER.rows, ["mean", "sd", "median"]) == grip_tables.STEIBER
    assert (len(grip_tables.DODDS), len(grip_tables.TOMKINSON), len(grip_tables.STEIBER)) == (150, 374, 78)


@pytest.mark.parametrize("table", [DODDS, TOMKINSON], ids=["dodds", "tomkinson"])
def test_percentiles_rise_along_each_row_and_men_are_above_women(table: Centiles) -> None:
    for by_age in table.rows.values():
        for row in by_age.values():
            assert all(low < high for low, high in pairwise(row))
    for age, row in table.rows["female"].items():
        assert all(low < high for low, high in zip(row, table.rows["male"][age], strict=True))


def test_z_is_where_a_percentile_stands_in_a_normal_distribution() -> None:
    assert set(Z) == {*DODDS.percentiles, *TOMKINSON.percentiles}
    for percentile, z in Z.items():
        assert z == pytest.approx(NormalDist().inv_cdf(percentile / 100), abs=1e-14)


def test_the_doubtful_cell_holds_the_number_that_the_page_names() -> None:
    sex, age, percentile = DOUBTFUL
    assert DODDS.rows[sex][age][DODDS.percentiles.index(percentile)] == 21


def test_the_page_prints_the_same_table() -> None:
    page = (ROOT / "docs" / "calculators" / "grip_percentile.md").read_text(encoding="utf-8")
    for age in DODDS.rows["female"]:
        numbers = [grip_tables.DODDS[sex, age, each] for sex in ("female", "male") for each in ("10", "50", "90")]
        assert f"| {age} | {' | '.join(f'{number:g}' for number in numbers)} |" in page


def lines_of(norms: str) -> dict[str, list[tuple[float, float]]]:
    """The lines of the chart of a man of 72, by the name at their end; those without one are left out."""
    outcome = run(find("grip_percentile"), {"sex": "male", "age": "72", "grip": "35", "norms": norms}).outcome
    assert isinstance(outcome, Outcome)
    (chart,) = outcome.charts
    assert isinstance(chart, Plot)
    return {name: list(line) for name, line in zip(chart.names, chart.lines, strict=False) if name}


def test_the_lines_of_a_chart_are_those_of_its_table() -> None:
    german = lines_of("steiber2016")
    tenth, ninetieth = (dict(german[name])[70] for name in german if name in ("P10", "P90"))
    assert sorted([tenth, ninetieth]) == pytest.approx([41.7 - 1.2816 * 7.6, 41.7 + 1.2816 * 7.6], abs=0.001)
    world = lines_of("tomkinson2025")
    assert dict(world["P95"])[70] == 54.1
    for lines, oldest in ((german, 90), (world, 110)):
        assert all(line[-1][0] == oldest for line in lines.values())
