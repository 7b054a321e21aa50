"""Rules of the repository, each said in words when it is broken."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from calculators.core import render
from calculators.core.model import LOCAL, NOT_IN_BIBLIOGRAPHY, Outcome
from calculators.core.run import all_calculators, limits, run
from calculators.markdown.bibliography import bibliography
from calculators.markdown.words import blocks, needed
from tests.cases import ROOT, cases_of, path_of

DOCS = ROOT / "docs"
NAMES = list(all_calculators())
SHIPPED = [path for path in (ROOT / "calculators").rglob("*.py") if "markdown" not in path.parts]
FRONT_MATTER = ("title", "description", "audience", "written", "sources_checked", "next_check")
SLOT = re.compile(r'data-words="([^"]+)"')
HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org")


def tracked() -> list[Path]:
    """Every text file that git tracks or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    paths = [ROOT / name for name in listed if name]
    return [path for path in paths if path.is_file() and path.suffix not in (".woff2", ".png")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_shipped_imports_only_the_standard_library(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            top = name.partition(".")[0]
            assert top == "calculators" or top in sys.stdlib_module_names, f"{path.name} imports {name}"
            assert not name.startswith("calculators.markdown"), f"{path.name} imports the site's Markdown"


@pytest.mark.parametrize("name", NAMES)
def test_a_calculator_has_its_files_its_page_and_its_place_in_the_navigation(name: str) -> None:
    page = DOCS / "calculators" / f"{name}.md"
    assert page.exists(), f"write docs/calculators/{name}.md"
    assert f"```calculator\n{name}\n" in page.read_text(encoding="utf-8"), f"{page.name} has no fence for {name}"
    assert f"calculators/{name}.md" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), f"add {name} to the nav"
    assert path_of(name).with_suffix(".py").exists()
    assert cases_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_band_and_note_has_its_words(name: str) -> None:
    calculator = all_calculators()[name]
    written = "\n".join(block for each in (calculator, *calculator.combines) for block in blocks(each.name))
    for ident, text in needed(calculator).items():
        assert f"section#{ident}[" in written, f"docs/calculators/{name}.md has no block #{ident}"
        assert f'-text="{text}"]' in written


@pytest.mark.parametrize("name", NAMES)
def test_the_words_an_answer_asks_for_stand_on_the_page(name: str) -> None:
    calculator = all_calculators()[name]
    for case in cases_of(name):
        asked = SLOT.findall(render.body(run(calculator, case.given), str)) if "error" not in case.expect else []
        assert set(asked) <= set(needed(calculator)), case.name


@pytest.mark.parametrize("name", NAMES)
def test_labels_of_bands_and_notes_have_ten_words_at_most(name: str) -> None:
    calculator = all_calculators()[name]
    for words in (*calculator.bands.values(), *calculator.situations.values(), *calculator.all_notes.values()):
        assert len(words.split()) <= 10, words


@pytest.mark.parametrize("name", NAMES)
def test_every_band_and_note_is_reached_by_a_case(name: str) -> None:
    calculator = all_calculators()[name]
    expected = [case.expect for case in cases_of(name)]
    assert set(calculator.bands) <= {each.get("band") for each in expected}
    assert set(calculator.notes) <= {note for each in expected for note in each.get("notes", [])}


@pytest.mark.parametrize("name", NAMES)
def test_every_situation_is_reached_by_a_case(name: str) -> None:
    calculator = all_calculators()[name]
    outcomes = [run(calculator, case.given).outcome for case in cases_of(name)]
    assert set(calculator.situations) <= {each.situation for each in outcomes if isinstance(each, Outcome)}


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_has_a_source_in_the_bibliography(name: str) -> None:
    for constant, limit in limits(all_calculators()[name]).items():
        assert limit.source.key != LOCAL, f"{constant}: only a reader's own limit is local"
        assert limit.source.key in bibliography() or limit.source.key in NOT_IN_BIBLIOGRAPHY
        assert limit.source.where, f"{constant} does not say where in its source it stands"
        assert (limit.status == "own") == (limit.source.key in NOT_IN_BIBLIOGRAPHY), constant


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_a_page_says_for_whom_and_from_when_it_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("---\n"), "front matter is missing"
    meta = yaml.safe_load(text.split("---\n")[1])
    for key in FRONT_MATTER:
        assert meta.get(key), f"{key} is missing"
    assert len(re.findall(r"^# ", text.split("---\n", 2)[2], re.MULTILINE)) == 1, "one heading of the first level"


def test_no_work_is_listed_twice() -> None:
    works = bibliography().values()
    for field in (r"doi\.org/([^\"]+)", r"PMID (\d+)"):
        found = [match[1].casefold() for work in works if (match := re.search(field, work.html))]
        assert len(found) == len(set(found))
    titles = [re.sub(r"\W", "", work.plain.casefold()) for work in works]
    assert len(titles) == len(set(titles))


def test_no_file_names_a_package_registry_or_this_machine() -> None:
    here = re.compile("/" + r"(?:work|farm|root|tmp)/[A-Za-z._]")
    for path in tracked():
        if path.suffix == ".bib" or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8")
        assert not HOSTS.search(text), f"{path.name} names a package registry"
        assert not here.search(text), f"{path.name} names a path of one machine"
        assert '"resolved"' not in text or path.suffix != ".json", f"{path.name} records download addresses"


def test_lock_files_that_record_hosts_are_not_tracked() -> None:
    assert not [path for path in tracked() if path.name == "uv.lock"]


def test_requirements_are_pinned_with_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        lines = path.read_text(encoding="utf-8").replace("\\\n", " ").split("\n")
        for line in filter(None, lines):
            assert "==" in line, f"{path.name}: {line}"
            assert "--hash=sha256:" in line, f"{path.name}: {line}"


def test_the_built_pages_hold_no_raw_citation_or_fence(built: Path) -> None:
    for path in built.rglob("*.html"):
        shown = re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "[@" not in shown, path
        assert "///" not in re.sub(r"https?://\S+", "", shown), path
        assert 'data-note="' not in shown or "<span data-note" not in shown, path
