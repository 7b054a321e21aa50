"""Every mutant of the calculators without their rendering: each function is broken in turn, and a test must fail."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "mutants"
SURVIVED, UNTESTED = 0, 33
NAME = re.compile(r"(?P<function>.+)__mutmut_\d+")


def run() -> dict[str, Any]:
    """Make and try every mutant; how many of each file were killed, and by function how many survived."""
    subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=ROOT, check=True)
    files: dict[str, dict[str, int]] = {}
    survivors: dict[str, int] = {}
    for path in sorted(MUTANTS.rglob("*.py.meta")):
        codes: Mapping[str, int | None] = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        if not codes:
            continue
        left = [name for name, code in codes.items() if code in (SURVIVED, UNTESTED, None)]
        name = path.relative_to(MUTANTS).as_posix().removesuffix(".meta")
        files[name] = {"mutants": len(codes), "survived": len(left)}
        for each in left:
            function = plain(each)
            survivors[function] = survivors.get(function, 0) + 1
    return {"files": files, "survivors": dict(sorted(survivors.items()))}


def plain(mutant: str) -> str:
    """The function that a mutant is of, as it is written."""
    match = NAME.fullmatch(mutant)
    assert match, mutant
    return match["function"].replace("ǁ", ".").replace(".x.", ".").replace(".x_", ".")
