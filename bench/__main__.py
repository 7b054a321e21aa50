"""Runs the benchmark and writes its tables: `make bench`, or `python dev.py bench --rounds 2` to try it out."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from bench import about, report
from bench.arms import Arm, arms, compress, make, make_site
from bench.server import Host, serving
from bench.use import used
from bench.visits import WAYS, slowdown, version, visit
from bench.weigh import PAGES, rate, weigh

ROUNDS = 7
LIGHTHOUSE_RUNS = 3
Readings = dict[str, Any]


def say(words: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"[bench] {words}", flush=True)


def fresh(work: Path) -> str:
    """A new profile: a first visit."""
    return tempfile.mkdtemp(prefix="profile-", dir=work)


def timed(playwright: Playwright, host: Host, work: Path, rounds: int) -> Readings:
    """Every round runs every arm once in each way; the arm that begins changes."""
    found: Readings = {way.name: {arm.name: [] for arm in arms()} for way in WAYS}
    factors: list[float] = []
    for number in range(rounds):
        factors.append(slowdown(playwright, fresh(work)))
        for way in WAYS:
            for arm in turned(arms(), number):
                profile = fresh(work)
                visits = [
                    visit(playwright, host, arm, way, profile, last=left == 0) for left in reversed(range(way.visits))
                ]
                found[way.name][arm.name].append(visits)
                say(f"round {number + 1}, {way.name}, {arm.name}: {[round(each['ms']) for each in visits]} ms")
    return {"visits": found, "slowdown": factors}


def turned(given: tuple[Arm, ...], by: int) -> tuple[Arm, ...]:
    """The same arms in an order that begins elsewhere."""
    by %= len(given)
    return given[by:] + given[:by]


def rated(host: Host, work: Path, runs: int) -> Readings:
    """Lighthouse on each page, in turn."""
    found: Readings = {page: [] for page in PAGES}
    for _ in range(runs):
        for page, path in PAGES.items():
            found[page].append(rate(f"{host.address}site/{path}", work))
            say(f"Lighthouse, {page}: {found[page][-1]}")
    return found


def measure(work: Path, rounds: int, runs: int) -> Readings:
    """Everything, in one go."""
    folders = make(work)
    with serving(folders) as host, sync_playwright() as playwright:
        make_site(folders["site"], f"{host.address}site/")
        say("compressing what is served")
        compress(folders)
        for arm in arms():  # once for nothing: files are compressed as they are first asked for
            visit(playwright, host, arm, WAYS[0], fresh(work), last=True)
        readings = timed(playwright, host, work, rounds)
        say("using a calculator, and weighing the pages")
        readings["use"] = used(playwright, host, fresh(work), arms()[-1])
        readings["weight"] = {page: weigh(playwright, host, fresh(work), path) for page, path in PAGES.items()}
        chromium = version(playwright, fresh(work))
        readings["lighthouse"] = rated(host, work, runs)
    return {"about": about.about(chromium), **readings}


def main() -> None:
    """Measure, keep every reading, write the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--runs", type=int, default=LIGHTHOUSE_RUNS, help="of Lighthouse")
    parser.add_argument("--try", dest="keep", action="store_false", help="print the tables, change no file")
    chosen = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as work:
        readings = measure(Path(work), chosen.rounds, chosen.runs)
    if chosen.keep:
        report.keep(readings)
    print(report.tables(readings))
    say(f"done in {(time.monotonic() - start) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
