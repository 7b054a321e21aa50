"""Runs the sweep, or the parts that are named, and writes the report: `make sweep`.

Without `NHANES_DIR` the survey's people are not run again, and the report keeps what it says of them.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

from sweep import report

EXAMPLES = 10_000
PROPERTIES = ("tests/test_properties.py", *sorted(map(str, Path("tests").glob("test_monotone*.py"))))
PARTS = ("properties", "people", "mutants")


def say(words: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"[sweep] {words}", flush=True)


def properties() -> report.Report:
    """Every property, many times."""
    seed = str(random.SystemRandom().randrange(2**32))
    say(f"properties, {EXAMPLES:,} examples each, seed {seed}")
    command = [sys.executable, "-m", "pytest", "-n", "2", "-q", f"--hypothesis-seed={seed}", *PROPERTIES]
    done = subprocess.run(
        command, env={**os.environ, "EXAMPLES": str(EXAMPLES)}, capture_output=True, text=True, check=False
    )
    print(done.stdout[-3000:], flush=True)
    if done.returncode:
        sys.exit(done.returncode)
    (passed,) = re.findall(r"(\d+) passed", done.stdout)
    return {"tests": int(passed), "examples": EXAMPLES, "seed": seed}


def people(before: report.Report) -> report.Report:
    """The survey, where its folder is named."""
    folder = os.environ.get("NHANES_DIR")
    if not folder:
        say("people: NHANES_DIR is not set, so what the report says of them stays")
        return before
    from sweep import people as survey

    rows = survey.people(Path(folder))
    say(f"people: {len(rows):,} through {', '.join(survey.ASKED)}")
    return {"people": len(rows), "counts": survey.counts(rows), "sources": report.hashes(report.sources())}


def main(parts: list[str]) -> None:
    """Run the parts and write the report."""
    found = report.read()
    if "properties" in parts:
        found["properties"] = properties()
    if "people" in parts:
        found["people"] = people(found.get("people", {}))
    if "mutants" in parts:
        from sweep import mutants

        found["mutants"] = mutants.run()
        found["sources"] = report.hashes(report.sources())
    report.write(found)
    say("written to sweep/report.json and docs/contributing/sweep.md")


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"no such part: {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    main(wanted)
