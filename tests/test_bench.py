"""The benchmark cannot rot: it runs what it says, and its page shows what was read. No test asserts a time."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import brotli
import pytest

from bench import about, arms, function, report
from bench.server import Line, serving
from runtime import build
from tests.cases import ROOT
from tests.test_pyodide import in_pyodide

SOME = (arms.GIVEN, *arms.OTHERS)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime that is measured."""
    folder = tmp_path_factory.mktemp("ours")
    arms.make_ours(folder, (arms.HERE / "function.py").read_text(encoding="utf-8"))
    return folder / "assets" / "runtime" / "bench"


def readings() -> dict[str, Any]:
    """A small set of readings: two rounds, made up."""
    visits: dict[str, Any] = {}
    for way, count in (("full", 3), ("slowed", 2), ("line", 1)):
        slow = {"ours": 500, "stock": 4000, "pyscript": 5000, "form": 600}
        sent = {"ours": 3_000_000, "stock": 5_000_000, "pyscript": 5_500_000, "form": 3_000_000}
        visits[way] = {
            arm: [[{"ms": ms * factor, "bytes": sent[arm]}] * count for factor in (1, 1.5)] for arm, ms in slow.items()
        }
    visits["line"]["ours"][1] = [{"ms": 9000, "bytes": 3_000_000}]
    marks = {"performance": 99, "accessibility": 100, "best-practices": 97, "seo": 100}
    slider = {"form": {"asked": 1, "most": 1}, "python": {"asked": 9, "most": 2}, "last_is_right": True}
    return {
        "about": {**about.about("1.2.3"), "date": "2026-11-22"},
        "visits": visits,
        "slowdown": [3.9, 4.1],
        "use": {
            "untouched_bytes": 0,
            "changes": [[2.0, 12.0]] * 18 + [[17.0, 30.0]] * 2,
            "slider": {"moves": 220, **slider},
            "second": {"ms": 20.0, "starts": 1, "bytes": 0},
        },
        "weight": {"front page": {"": 90_000, "a.css": 70_000}},
        "lighthouse": {"front page": [{"marks": marks, "lost": []}] * 3},
    }


def row(start: str) -> str:
    """The row of the tables that begins so."""
    (found, *_) = [line for line in report.tables(readings()).split("\n") if line.startswith(f"| {start} |")]
    return found


def test_the_function_answers_alike_on_cpython_and_in_the_runtime_that_is_measured(
    measured: Path, tmp_path: Path
) -> None:
    replies = in_pyodide(measured, "fast", [(arms.NAME, given) for given in SOME], tmp_path)
    assert replies == [function.answer(json.dumps(given)) for given in SOME]
    assert "8 numbers from 87.0 to 402.2, middle 189.0" in replies[0]


def test_what_is_measured_is_the_site_s_own_runtime_with_one_module_more(measured: Path) -> None:
    shipped = build.build()
    names = [{path.relative_to(folder) for path in folder.rglob("*")} for folder in (shipped, measured)]
    assert names[0] == names[1]
    for name in (build.LOADER, build.MODULE):
        assert (measured / name).read_bytes() == (shipped / name).read_bytes()
    sizes = [(folder / "fast" / build.BINARY).stat().st_size for folder in (shipped, measured)]
    assert sizes[1] == pytest.approx(sizes[0], rel=0.01)


def test_the_server_sends_brotli_over_a_line_of_its_own_speed_and_counts_it(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("let a;" * 1000, encoding="utf-8")
    with serving({"here": tmp_path}) as host:
        host.line = Line(bits_a_second=1_000_000)
        with urllib.request.urlopen(f"{host.address}here/a.js") as response:
            body = response.read()
            assert response.headers["Content-Encoding"] == "br"
        assert brotli.decompress(body) == b"let a;" * 1000
        assert host.sent == {"/here/a.js": len(body)}
        assert host.line.free_at > 0
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{host.address}here/b.js")


def test_a_line_carries_all_its_requests_one_after_the_other() -> None:
    line = Line(bits_a_second=1e9)
    line.wait(1000)
    first = line.free_at
    line.free_at += 0.05
    line.wait(1000)
    assert line.free_at >= first + 0.05 + 8000 / 1e9


def test_the_report_gives_the_ratios_of_the_medians_and_their_range() -> None:
    assert "| **8.0** (8.0–8.0) | **10.0** (10.0–10.0) | 4×, aim 6×: both reached |" in row("First visit")
    assert "| 6×, aim 12×: reached |" in row("Second visit")
    assert "| **1.1** (0.7–8.0) |" in row("First visit, 10 Mbit/s")
    assert "| **60 %** | **55 %** | 80 %, aim 60 %: both reached |" in row("Bytes of the first visit")
    assert row("First visit, everything slowed 4.0 times")


def test_the_report_says_what_was_not_reached() -> None:
    tables = report.tables(readings())
    assert "| 2.0 / 17.0 / 17.0 ms | 16 ms for 95 of 100: **not reached** |" in tables
    assert "| 9, 2, yes | 1 at once: **not reached** |" in tables
    assert "| Front page | 160 kB | 150 kB: **not reached** | 99 | 100 | 97 | 100 |" in tables
    assert "| 0, 0, 20 ms | 0 started: reached |" in tables


def test_the_page_shows_the_readings_that_are_kept() -> None:
    kept = json.loads(report.READINGS.read_text(encoding="utf-8"))
    page = report.PAGE.read_text(encoding="utf-8")
    assert page == report.renewed(page, kept), "run `make bench`, or report.keep() where only the words changed"


def test_the_readings_are_of_the_versions_in_use() -> None:
    kept = json.loads(report.READINGS.read_text(encoding="utf-8"))
    again = "run `make bench` again"
    assert kept["about"]["pyodide"] == about.pinned(ROOT / "runtime")["pyodide"], again
    assert kept["about"]["pyscript"] == about.pinned(arms.HERE)["@pyscript/core"], again
    assert kept["about"]["lighthouse"] == about.pinned(arms.HERE)["lighthouse"], again
    assert len(kept["slowdown"]) >= 7
    for arm in arms.arms():
        assert {len(kept["visits"][way][arm.name]) for way in kept["visits"]} == {len(kept["slowdown"])}
