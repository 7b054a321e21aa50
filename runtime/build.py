"""Builds overrides/assets/runtime/: `python -m runtime.build`. Does nothing where its inputs have not changed."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from calculators.core.respond import NAMES
from calculators.markdown.bibliography import bibliography

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "runtime"
PYODIDE = HERE / "node_modules" / "pyodide"
OUT = ROOT / "overrides" / "assets" / "runtime"
SHIPPED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
ZIP = "python.zip"
NOT_SHIPPED = ("calculators/markdown/", "calculators/__main__.py")
EPOCH = (2020, 1, 1, 0, 0, 0)


def source_files() -> dict[str, bytes]:
    """What the browser's Python is made of: the calculators, and the short names of the works they cite."""
    paths = sorted((ROOT / "calculators").rglob("*.py"))
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    names = {key: work.short for key, work in sorted(bibliography().items())}
    files[f"calculators/core/{NAMES}"] = json.dumps(names, ensure_ascii=False).encode()
    return {name: data for name, data in files.items() if not name.startswith(NOT_SHIPPED)}


def requests() -> list[tuple[str, dict[str, str]]]:
    """The worked cases, as requests: they load every module a calculator can need."""
    return [
        (path.stem, case["given"])
        for path in sorted((ROOT / "calculators").glob("*/*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def stamp(files: dict[str, bytes]) -> str:
    """A name for this build: it changes when anything that is shipped would."""
    digest = hashlib.sha256()
    cases = {"requests": json.dumps(requests()).encode()}  # they choose the modules that are packed
    inputs = {**files, **cases, **{path.name: path.read_bytes() for path in sorted(HERE.glob("*.*")) if path.is_file()}}
    for name, data in sorted(inputs.items()):
        digest.update(f"{name} {len(data)} ".encode() + data)
    return digest.hexdigest()[:12]


def lock() -> str:
    """Pyodide's own lock file without its packages: the calculators need none."""
    full: dict[str, Any] = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({**full, "packages": {}})


def build() -> Path:
    """Build the runtime where needed. Returns its folder."""
    files = source_files()
    name = stamp(files)
    manifest, folder = OUT / "manifest.json", OUT / name
    if manifest.exists() and json.loads(manifest.read_text(encoding="utf-8"))["stamp"] == name and folder.exists():
        return folder
    print("[runtime] building the browser's Python", flush=True)
    shutil.rmtree(OUT, ignore_errors=True)
    folder.mkdir(parents=True)
    for shipped in SHIPPED:
        shutil.copy(PYODIDE / shipped, folder / shipped)
    _trim(files, folder / ZIP)
    parts = [folder / part for part in (*SHIPPED, ZIP)]
    about = {
        "stamp": name,
        "lock": lock(),
        "bytes": sum(part.stat().st_size for part in parts),
        "download": sum(len(gzip.compress(part.read_bytes(), 9)) for part in parts),
    }
    manifest.write_text(json.dumps(about), encoding="utf-8")
    return folder


def _trim(files: dict[str, bytes], out: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        source, wanted = Path(temporary, "source.zip"), Path(temporary, "requests.json")
        with zipfile.ZipFile(source, "w") as packed:
            for name, data in sorted(files.items()):
                packed.writestr(zipfile.ZipInfo(name, EPOCH), data)
        wanted.write_text(json.dumps(requests()), encoding="utf-8")
        command = ["node", HERE / "node.mjs", "trim", PYODIDE, HERE / "trim.py", source, wanted, out]
        subprocess.run([str(word) for word in command], check=True)


if __name__ == "__main__":
    build()
