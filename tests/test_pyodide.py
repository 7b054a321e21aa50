"""Exactly the files that are shipped, run by Pyodide under Node: the same answers, byte for byte, as CPython gives."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from calculators.core import respond
from calculators.core.respond import NAMES
from calculators.core.run import all_calculators, find
from calculators.markdown.bibliography import bibliography
from runtime.build import HERE, WAYS, ZIP, build, requests, source_files
from tests.strategies import nonsense
from tests.strategies import requests as forms

RANDOM_FORMS = 2000
Request = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def runtime() -> Path:
    """The folder of the shipped files."""
    return build()


def in_pyodide(runtime: Path, way: str, asked: list[Request], folder: Path) -> list[str]:
    """The replies of the shipped Python, started one of its ways."""
    file = folder / "requests.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    command = ["node", str(HERE / "node.mjs"), "answer", str(runtime), way, str(file), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    replies: list[str] = json.loads((folder / "replies.json").read_text(encoding="utf-8"))
    return replies


def in_cpython(asked: list[Request], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The replies of this Python."""
    names = {key: work.short for key, work in bibliography().items()}
    monkeypatch.setattr(respond, "short_names", lambda: names)
    return [respond.respond(name, json.dumps(given)) for name, given in asked]


def random_forms() -> list[Request]:
    """Thousands of forms, the same ones in each run."""
    asked: list[Request] = []
    for name in all_calculators():
        each = st.one_of(forms(find(name)), forms(find(name)), nonsense(find(name)))

        @settings(
            max_examples=RANDOM_FORMS,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(each)
        def collect(form: dict[str, str]) -> None:
            asked.append((name, form))  # noqa: B023 (called before the next round)

        collect()
    return asked


def test_the_zip_holds_each_shipped_module_compiled_and_the_names_of_the_works(runtime: Path) -> None:
    with zipfile.ZipFile(runtime / ZIP) as packed:
        shipped = {name for name in packed.namelist() if name.startswith("calculators/")}
        names = json.loads(packed.read(f"calculators/core/{NAMES}"))
    assert shipped == {f"{name}c" if name.endswith(".py") else name for name in source_files()}
    assert names["niceng239"] == bibliography()["niceng239"].short
    assert not [name for name in shipped if "markdown" in name]


@pytest.mark.parametrize("way", WAYS)
def test_the_worked_cases_and_random_forms_are_answered_alike(
    way: str, runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [*requests(), *random_forms()]
    assert len(asked) > RANDOM_FORMS * len(all_calculators())
    differing = [
        (request, here, there)
        for request, here, there in zip(
            asked, in_cpython(asked, monkeypatch), in_pyodide(runtime, way, asked, tmp_path), strict=True
        )
        if here != there
    ]
    assert not differing, differing[0]


def test_each_start_has_a_randomness_of_its_own(runtime: Path, tmp_path: Path) -> None:
    (tmp_path / "none").touch()
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ boot }} from {json.dumps((HERE / "boot.mjs").as_uri())};
        const manifest = JSON.parse(readFileSync({json.dumps(str(runtime / "manifest.json"))}, "utf8"));
        const at = (name) => {json.dumps(f"{runtime}/")} + name.replace("./", "");
        const load = (path) => import("file://" + path);
        const python = await boot("fast", {{ ...manifest, at, load, none: {json.dumps(str(tmp_path / "none"))} }});
        console.log(python.runPython("import random; random.random()"));"""
    (tmp_path / "twice.mjs").write_text(script, encoding="utf-8")
    command = ["node", str(tmp_path / "twice.mjs")]
    seen = {subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert len(seen) == 2
