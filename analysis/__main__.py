"""`python -m analysis FOLDER`: every table of docs/evidence/data, and what two calculators read, made anew."""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.module import module
from analysis.tables import MODULE, RESULTS, write

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Name the folder that holds the survey's extract: python dev.py analysis FOLDER")
    write(Path(sys.argv[1]), RESULTS)
    MODULE.write_text(module(RESULTS), encoding="utf-8")
