"""The committed report of the long run is about this very code, and says what it must."""

from __future__ import annotations

from sweep import report

PEOPLE, LEAST_KILLED, LEAST_EXAMPLES = 42_927, 0.95, 10_000
STALE = "the calculators have changed since the long run: run `make sweep` and commit its report"
REPORT = report.read()


def test_the_long_run_was_on_these_sources() -> None:
    ran, here = REPORT["sources"], report.hashes(report.sources())
    changed = sorted(name for name in {*ran, *here} if ran.get(name) != here.get(name))
    assert not changed, f"{STALE}: {', '.join(changed)}"


def test_nearly_every_mutant_is_killed() -> None:
    files = REPORT["mutants"]["files"]
    assert {name for name in report.hashes(report.sources()) if name.endswith(("/run.py", "/measure.py"))} <= set(files)
    assert report.share(files) >= LEAST_KILLED


def test_every_survivor_has_a_reason() -> None:
    assert set(REPORT["mutants"]["survivors"]) <= set(report.reasons())


def test_every_person_was_asked() -> None:
    assert REPORT["people"]["people"] == PEOPLE
    for name, counts in REPORT["people"]["counts"].items():
        assert sum(counts.values()) == PEOPLE, name


def test_the_properties_were_tried_often_enough() -> None:
    assert REPORT["properties"]["examples"] >= LEAST_EXAMPLES
    assert REPORT["properties"]["tests"] > 20


def test_the_page_shows_the_report() -> None:
    assert report.tables(REPORT).strip() in report.PAGE.read_text(encoding="utf-8")
