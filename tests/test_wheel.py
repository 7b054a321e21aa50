"""The calculators as a wheel: what is in it, and that other Pythons install it and answer as this one does."""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calculators.core.respond import NAMES
from calculators.markdown.bibliography import bibliography
from dev import uv
from runtime import wheel
from runtime.build import PYODIDE, requests, source_files
from tests.cases import ROOT
from tests.conftest import serve
from tests.test_pyodide import in_cpython

SCRIPT = Path(__file__).with_name("wheel.mjs")
NO_DOWNLOADS = {"UV_PYTHON_DOWNLOADS": "never"}
MANGLED = {"SOURCE_DATE_EPOCH": "1700000000", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


@pytest.fixture(scope="module")
def built() -> Path:
    """The wheel that the site serves."""
    return wheel.build()


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """Where its folder is served, with a slash at the end."""
    server = serve(built.parent)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def pyproject() -> dict[str, Any]:
    """The project's own description of itself."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(built: Path) -> dict[str, bytes]:
    """Every file in a wheel."""
    with zipfile.ZipFile(built) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_it_holds_the_calculators_the_names_of_the_works_and_nothing_else(built: Path) -> None:
    paths = [path for path in (ROOT / "calculators").rglob("*.py") if "markdown" not in path.parts]
    expected = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    found = read(built)
    names = json.loads(found.pop(f"calculators/core/{NAMES}"))
    about = {name for name in found if name.startswith("b12_muscle-0.1.0.dist-info/")}
    assert {name: data for name, data in found.items() if name not in about} == expected
    assert "calculators/__main__.py" in expected
    assert names == {key: work.short for key, work in bibliography().items()}
    assert {name.partition("/")[2] for name in about} == {"METADATA", "WHEEL", "RECORD", "licenses/LICENSE"}


def test_it_is_pure_needs_nothing_and_names_its_licence(built: Path) -> None:
    about = next(iter(importlib.metadata.distributions(path=[str(built)])))
    assert built.name == "b12_muscle-0.1.0-py3-none-any.whl"
    assert (about.name, about.version) == ("b12-muscle", pyproject()["project"]["version"])
    assert about.requires is None
    assert about.metadata["Requires-Python"] == ">=3.12"
    assert about.metadata["License-Expression"] == pyproject()["project"]["license"]
    assert {"Root-Is-Purelib: true", "Tag: py3-none-any"} <= set((about.read_text("WHEEL") or "").splitlines())


def test_its_record_is_right(built: Path) -> None:
    found = read(built)
    rows = list(csv.reader(found["b12_muscle-0.1.0.dist-info/RECORD"].decode().splitlines()))
    assert {row[0] for row in rows} == set(found)
    for name, digest, size in rows:
        if name.endswith("RECORD"):
            continue
        right = base64.urlsafe_b64encode(hashlib.sha256(found[name]).digest()).rstrip(b"=").decode()
        assert (digest, size) == (f"sha256={right}", str(len(found[name]))), name


def test_the_same_sources_give_the_same_bytes(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in MANGLED.items():
        monkeypatch.setenv(name, value)
    before = os.umask(0o077)
    try:
        again = wheel.wheel(tmp_path)
    finally:
        os.umask(before)
    assert again.read_bytes() == built.read_bytes()


def test_other_sources_give_other_bytes_and_the_folder_follows(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheel, "OUT", tmp_path)
    first = wheel.build()
    when = first.stat().st_mtime_ns
    (tmp_path / "b12_muscle-0.0.1-py3-none-any.whl").touch()
    assert wheel.build().stat().st_mtime_ns == when, "nothing changed, yet it was written"
    assert {path.name for path in tmp_path.iterdir()} == {first.name, wheel.LOCK}
    sources = source_files()
    monkeypatch.setattr(wheel, "source_files", lambda: {**sources, "calculators/__init__.py": b'"""Changed."""\n'})
    assert wheel.build().read_bytes() != built.read_bytes()
    assert entry(tmp_path)["sha256"] == hashlib.sha256(first.read_bytes()).hexdigest()


def entry(folder: Path) -> dict[str, Any]:
    """The wheel's entry in the lock file, which must be the only one."""
    packages = json.loads((folder / wheel.LOCK).read_text(encoding="utf-8"))["packages"]
    assert list(packages) == ["b12-muscle"]
    return dict(packages["b12-muscle"])


def test_the_lock_file_names_this_wheel_for_the_pinned_pyodide(built: Path) -> None:
    ours = entry(built.parent)
    assert ours["file_name"] == built.name
    assert ours["sha256"] == hashlib.sha256(built.read_bytes()).hexdigest()
    assert (ours["imports"], ours["depends"]) == (["calculators"], [])
    stock = json.loads((PYODIDE / wheel.LOCK).read_text(encoding="utf-8"))["info"]
    assert json.loads((built.parent / wheel.LOCK).read_text(encoding="utf-8"))["info"] == stock


def test_a_build_without_the_names_of_the_works_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode
    assert f"calculators/core/{NAMES}" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_backend_is_the_one_that_is_installed_by_hash() -> None:
    backend = pyproject()["build-system"]["requires"]
    assert set(backend) <= set(pyproject()["dependency-groups"]["site"])
    assert all("==" in each for each in backend)


def test_it_is_installed_by_address_and_its_command_line_answers(address: str, built: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = {**os.environ, **NO_DOWNLOADS, "UV_CACHE_DIR": str(tmp_path / "cache")}
    environment.pop("PYTHONPATH", None)
    for command in (
        ["venv", "--quiet", "--offline", "--no-project", "--python", sys.executable, str(venv)],
        ["pip", "install", "--quiet", "--no-index", "--python", str(python), f"{address}{built.name}"],
    ):
        subprocess.run([uv(), *command], cwd=tmp_path, env=environment, check=True)

    def call(*words: str) -> str:
        command = [str(python), *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = call("-c", "import calculators; print(calculators.__file__)")
    assert Path(where.strip()).is_relative_to(venv)
    assert call("-m", "calculators", "run", "b12_status", "total_b12=179 ng/L").startswith("NICE calls a total B12 of")
    listed = [sys.executable, "-m", "calculators", "list", "--json"]
    here = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert call("-m", "calculators", "list", "--json") == here


def in_stock_pyodide(address: str, folder: Path, *micropip: str) -> list[str]:
    """The replies to the worked cases of a Pyodide that installed the wheel from a web server."""
    asked, cache = folder / "requests.json", folder / "cache"
    asked.write_text(json.dumps(requests()), encoding="utf-8")
    cache.mkdir()
    command = ["node", str(SCRIPT), str(PYODIDE), address, str(cache), str(asked), *micropip]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split("\n")


def test_stock_pyodide_installs_it_by_the_lock_file_and_answers_alike(
    address: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_stock_pyodide(address, tmp_path) == in_cpython(requests(), monkeypatch)
    assert (tmp_path / "cache" / built.name).read_bytes() == built.read_bytes()


@pytest.mark.skipif(not importlib.util.find_spec("micropip"), reason="this micropip takes no Python before 3.13")
def test_micropip_installs_it_by_address_and_it_answers_alike(
    address: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "micropip.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in importlib.metadata.files("micropip") or []:
            if path.suffix != ".pyc":
                archive.write(str(path.locate()), path.as_posix())
    assert in_stock_pyodide(address, tmp_path, str(packed), built.name) == in_cpython(requests(), monkeypatch)
