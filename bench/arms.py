"""What is compared: pages that run the same function, each its own way, and this site's own form."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bench import function
from bench.server import stored
from runtime import build
from runtime.seal import list_for_offline_use, seal

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES = HERE / "pages"
PYSCRIPT = HERE / "node_modules" / "@pyscript" / "core" / "dist"
STOCK = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
GIVEN = {"numbers": "179, 221.5, 150, 310, 87, 402.25, 133, 199"}
OTHERS = ({"numbers": "12"}, {"numbers": ""}, {"numbers": "-3, x"}, {"numbers": ", ".join(map(str, range(400)))})
NAME = "bench_function"
FORM = "calculators/b12_status/"

# The function stands beside the calculators, is part of the memory image as they are, and is asked for as they are.
DOOR = f"""
from calculators import {NAME}
_respond = respond
def respond(name, given_json):
    return {NAME}.answer(given_json) if name == "{NAME}" else _respond(name, given_json)
"""

# What a reader does with the form: a touch, a number, the button. Ends when the answer is in the page.
USE_FORM = """(number) => new Promise((done) => {
  const result = document.querySelector("[data-result]");
  const watch = new MutationObserver(() => {
    if (["ready", "error"].includes(result.dataset.state))
      done({ ms: performance.now() - start, answer: result.dataset.state });
  });
  watch.observe(result, { attributes: true, attributeFilter: ["data-state"] });
  const input = document.querySelector("calculator-form [name=total_b12]");
  const start = performance.now();
  input.focus();
  input.value = number;
  input.form.requestSubmit();
})"""


class Arm(NamedTuple):
    """One page, and what is done in it."""

    name: str
    path: str
    script: str
    given: object
    expected: object


def arms() -> tuple[Arm, ...]:
    """All that is compared. Ours comes first, then what it is compared with."""
    expected = json.loads(function.answer(json.dumps(GIVEN)))
    same = [Arm(name, f"{name}/", "(given) => go(given)", GIVEN, expected) for name in ("ours", "stock", "pyscript")]
    return (*same, Arm("form", f"site/{FORM}", USE_FORM, "179 ng/L", "ready"))


def make(work: Path) -> dict[str, Path]:
    """Write the pages of every arm but this site's own. Returns the folders by name, the site's still empty."""
    folders = {name: work / name for name in ("ours", "stock", "pyscript", "site")}
    for name in ("ours", "stock", "pyscript"):
        folders[name].mkdir()
        shutil.copy(PAGES / f"{name}.html", folders[name] / "index.html")
    source = (HERE / "function.py").read_text(encoding="utf-8")
    make_ours(folders["ours"], source)
    for name in ("stock", "pyscript"):
        (folders[name] / "pyodide").mkdir()
        for part in STOCK:
            shutil.copy(build.PYODIDE / part, folders[name] / "pyodide" / part)
    shutil.copy(PAGES / "stock.mjs", folders["stock"])
    (folders["stock"] / "function.py").write_text(source, encoding="utf-8")
    shutil.copytree(PYSCRIPT, folders["pyscript"] / "core", ignore=shutil.ignore_patterns("*.map"))
    (folders["pyscript"] / "worker.py").write_text(f'{source}\n\n__export__ = ["answer"]\n')
    return folders


def make_ours(folder: Path, source: str) -> None:
    """The shipped runtime, built as it is for the site, with one more module; and the site's service worker."""
    files = build.source_files()
    files[f"calculators/{NAME}.py"] = source.encode()
    files["calculators/core/respond.py"] += DOOR.encode()
    asked = [*build.requests(), *((NAME, given) for given in (GIVEN, *OTHERS))]
    build.make(files, asked, folder / "assets" / "runtime" / "bench")
    for name in ("runtime.mjs", "offline.mjs"):
        shutil.copy(build.OUT.parent / name, folder / "assets")
    list_for_offline_use(folder, {})


def make_site(folder: Path, address: str) -> None:
    """The site as it is published, closed by its policies."""
    environment = {**os.environ, "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    seal(folder)


def compress(folders: dict[str, Path]) -> None:
    """Compress what takes long, before anything is timed."""
    found = {path.read_bytes(): path for folder in folders.values() for path in folder.rglob("pyodide.*")}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda path: stored(path, path.stat().st_mtime), found.values()))
