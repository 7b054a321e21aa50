"""Builds overrides/assets/wheel/: `python -m runtime.wheel`. A wheel of the calculators and a Pyodide lock file for it.

Other pages install them from there: docs/contributing/elsewhere.md. Files that have not changed are left alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from runtime.build import PYODIDE, ROOT, source_files

OUT = ROOT / "overrides" / "assets" / "wheel"
LOCK = "pyodide-lock.json"
BESIDE = ("pyproject.toml", "README.md", "LICENSE", "calculators/__main__.py")
EPOCH = "1577836800"  # 2020-01-01: a zip entry carries a date, and the same sources must give the same bytes


def stage(folder: Path) -> None:
    """Lay out what the wheel is made of, the short names of the cited works among it."""
    files = {**source_files(), **{name: (ROOT / name).read_bytes() for name in BESIDE}}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def wheel(out: Path) -> Path:
    """Build the wheel into a folder, from a copy of its sources, without a network."""
    with tempfile.TemporaryDirectory() as folder:
        stage(Path(folder))
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out.resolve())]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
        done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
    return next(out.glob("*.whl"))


def lock(built: Path) -> Path:
    """Write the lock file beside a wheel: the pinned Pyodide's, with this wheel as its only package."""
    stock = PyodideLockSpec.from_json(PYODIDE / LOCK)
    stock.packages = {}  # Pyodide's own are not on this site, so their relative names would lead nowhere
    path = built.parent / LOCK
    add_wheels_to_spec(stock, [built]).to_json(path, indent=2)
    return path


def build() -> Path:
    """Bring the folder up to date. Returns the wheel in it."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        fresh = wheel(Path(temporary))
        for path in (fresh, lock(fresh)):
            target, data = OUT / path.name, path.read_bytes()
            if not target.exists() or target.read_bytes() != data:
                print(f"[wheel] {target.name}", flush=True)
                target.write_bytes(data)
    for old in set(OUT.glob("*.whl")) - {OUT / fresh.name}:
        old.unlink()
    return OUT / fresh.name


if __name__ == "__main__":
    build()
