"""`python -m analysis.check FOLDER`: whether the committed tables are what a fresh run makes, and what R says."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from analysis.agree import compare
from analysis.module import module
from analysis.people import EXTRACT
from analysis.tables import MODULE, RESULTS, write

PLAN = RESULTS.parents[1] / "contributing" / "analysis-plan.md"
"""It says how many numbers R was asked for."""
AGAIN = Path(__file__).with_name("again.R")


def changed(folder: Path) -> list[str]:
    """The committed files that differ from a fresh run."""
    with tempfile.TemporaryDirectory() as made:
        write(folder, Path(made))
        fresh = {path.name: path.read_text(encoding="utf-8") for path in Path(made).glob("*.csv")}
    committed = {path.name: path.read_text(encoding="utf-8") for path in RESULTS.glob("*.csv")}
    differ = [name for name in sorted({*fresh, *committed}) if fresh.get(name) != committed.get(name)]
    same = MODULE.read_text(encoding="utf-8") == module(RESULTS)
    return differ if same else [*differ, MODULE.name]


def by_r(folder: Path) -> tuple[int, list[str]]:
    """How many figures R's survey package was asked for, and those on which it differs."""
    with tempfile.TemporaryDirectory() as made:
        extract, again = Path(made) / "extract.csv", Path(made) / "again.csv"
        pl.read_parquet(folder / EXTRACT).write_csv(extract)
        with again.open("w", encoding="utf-8") as file:
            subprocess.run(["Rscript", str(AGAIN), str(extract)], stdout=file, check=True)
        return compare(again)


def main(folder: Path) -> None:
    """Say what differs, and fail if anything does."""
    wrong = changed(folder)
    print(f"[analysis] {len(list(RESULTS.glob('*.csv')))} tables made anew; differ: {', '.join(wrong) or 'none'}")
    if shutil.which("Rscript"):
        compared, differ = by_r(folder)
        print("\n".join([*differ, f"[analysis] R compared {compared} numbers; differ: {len(differ)}"]))
        wrong += differ if f"{compared:,} estimates" in PLAN.read_text(encoding="utf-8") else [*differ, PLAN.name]
    else:
        print("[analysis] no Rscript here: the second implementation was not run (Debian: r-base-core, r-cran-survey)")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
