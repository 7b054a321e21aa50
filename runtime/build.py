"""Builds overrides/assets/runtime/: `python -m runtime.build`. Does nothing where its inputs have not changed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import random
import re
import shutil
import subprocess
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from calculators.core.respond import NAMES
from calculators.core.run import find
from calculators.markdown.bibliography import bibliography
from runtime import wasm
from runtime.slim import slim

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "runtime"
PYODIDE = HERE / "node_modules" / "pyodide"
OUT = ROOT / "overrides" / "assets" / "runtime"
LOADER, MODULE = "pyodide.mjs", "pyodide.asm.mjs"
BINARY = "pyodide.asm.wasm"
ZIP = "python.zip"
WAYS = {"fast": (f"fast/{BINARY}", f"fast/{MODULE}", LOADER), "plain": (BINARY, MODULE, LOADER, ZIP)}
NOT_SHIPPED = ("calculators/markdown/", "calculators/__main__.py")
LETTERS = ("a", "é", "µ", "戕", "١٢", "😀", "\x1f", "\u202e", "<b>&\"'")  # each way that Python keeps a text, and traps
SOME = [f"{random.Random(seed).lognormvariate(3, 9):.{1 + seed % 9}f}" for seed in range(60)]  # of every length
NUMBERS = (*SOME, "-1", "0", "<1", ">1", "≤ 60", "1,250", "12,5", "1e999", "1e-9", "0.1", "9" * 40, "9" * 2000)
ODD = ("", "none", "yes", "no", "5 furlongs", *LETTERS, "x".join(LETTERS), *NUMBERS)
IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
EPOCH = (2020, 1, 1, 0, 0, 0)
Request = tuple[str, dict[str, str]]


def source_files() -> dict[str, bytes]:
    """What the browser's Python is made of: the calculators, and the short names of the works they cite."""
    paths = sorted((ROOT / "calculators").rglob("*.py"))
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    names = {key: work.short for key, work in sorted(bibliography().items())}
    files[f"calculators/core/{NAMES}"] = json.dumps(names, ensure_ascii=False).encode()
    return {name: data for name, data in files.items() if not name.startswith(NOT_SHIPPED)}


def requests() -> list[Request]:
    """The worked cases, as requests: they load every module a calculator can need."""
    return [
        (path.stem, case["given"])
        for path in sorted((ROOT / "calculators").glob("*/*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def odd_requests() -> list[Request]:
    """Each calculator's first worked case with every input in turn left out or answered oddly."""
    firsts = {name: given for name, given in reversed(requests())}
    return [
        (name, {**given, each.key: odd})
        for name, given in sorted(firsts.items())
        for each in find(name).inputs
        for odd in (*ODD, *(f"{number} {unit}" for number in NUMBERS for unit in getattr(each, "units", {"ng/L": 1})))
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
    pointer, folder = OUT / "manifest.json", OUT / name
    if pointer.exists() and json.loads(pointer.read_text(encoding="utf-8"))["stamp"] == name and folder.exists():
        return folder
    print("[runtime] building the browser's Python", flush=True)
    shutil.rmtree(OUT, ignore_errors=True)
    make(files, requests(), folder)
    download = sum(len(gzip.compress((folder / part).read_bytes(), 9)) for part in WAYS["fast"])
    pointer.write_text(json.dumps({"stamp": name, "download": download}), encoding="utf-8")
    return folder


def make(files: dict[str, bytes], asked: list[Request], folder: Path) -> None:
    """Write everything the browser fetches into a folder."""
    (folder / "fast").mkdir(parents=True)
    for part in (LOADER, MODULE, BINARY):
        shutil.copy(PYODIDE / part, folder / part)
    about: dict[str, Any] = {"lock": lock(), "ways": WAYS}
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _trim(files, asked, folder / ZIP, work)
        about |= _lean(asked, folder, about, work)
    parts = {part: (folder / part).read_bytes() for way in WAYS.values() for part in way}
    about["bytes"] = {way: sum(len(parts[part]) for part in names) for way, names in WAYS.items()}
    about["sizes"] = {part: len(data) for part, data in parts.items()}
    about["sha256"] = {part: base64.b64encode(hashlib.sha256(data).digest()).decode() for part, data in parts.items()}
    (folder / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "worker.mjs").write_text(worker(about), encoding="utf-8")


def worker(about: dict[str, Any]) -> str:
    """The worker with what it imports in its place."""
    boot = (HERE / "boot.mjs").read_text(encoding="utf-8").replace("export async function boot", "async function boot")
    imported = [boot, f"const manifest = {json.dumps(about)};"]
    return "\n".join([*imported, IMPORT.sub("", (HERE / "worker.mjs").read_text(encoding="utf-8"))])


def _trim(files: dict[str, bytes], asked: list[Request], out: Path, work: Path) -> None:
    with zipfile.ZipFile(work / "source.zip", "w") as packed:
        for name, data in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, EPOCH), data)
    (work / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    _node("trim", PYODIDE, HERE / "trim.py", work / "source.zip", work / "asked.json", out)


def _lean(asked: list[Request], folder: Path, about: dict[str, Any], work: Path) -> dict[str, Any]:
    """Write the fast way's files: run everything once on a binary that counts, keep what ran and the memory it left."""
    texts = [(folder / part).read_text(encoding="utf-8") for part in (MODULE, LOADER)]
    module, full = slim(texts[0], texts[1], (folder / BINARY).read_bytes())
    (folder / "fast" / MODULE).write_text(module, encoding="utf-8")
    about = {**about, "memory": wasm.memory_size(full)}
    stage = work / "stage"
    shutil.copytree(folder, stage)
    (work / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    (stage / MODULE).write_text(module, encoding="utf-8")
    (stage / BINARY).write_bytes(wasm.counting(full))
    (stage / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    _node("prepare", stage, HERE / "prepare.py", work / "asked.json", work)
    image, ran = (work / "image").read_bytes(), (work / "ran").read_bytes()
    about |= {"header": base64.b64encode((work / "header").read_bytes()).decode()}
    every = wasm.lean(full, bytes([1]) * len(ran), image)
    (stage / "fast" / BINARY).write_bytes(wasm.counting(every))
    (stage / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    (work / "asked.json").write_text(json.dumps([*asked, *odd_requests()]), encoding="utf-8")
    _node("answer", stage, "fast", work / "asked.json", work)
    ran = bytes(first | then for first, then in zip(ran, (work / "ran").read_bytes(), strict=True))
    (folder / "fast" / BINARY).write_bytes(wasm.lean(full, ran, image))
    return about


def _node(*words: object) -> None:
    subprocess.run(["node", str(HERE / "node.mjs"), *map(str, words)], check=True)


if __name__ == "__main__":
    build()
