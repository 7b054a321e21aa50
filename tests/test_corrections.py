"""A reader finds how to correct a page: the pencil leads to its source, and every form and workflow can be trusted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

from runtime import preview
from tests.cases import ROOT
from tests.conftest import Site

REPOSITORY, EDIT = "https://git.example/people/b12", "edit/main/docs/"
PENCIL = re.compile(r'<a href="([^"]+)"[^>]*\brel="edit"')
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
PREVIEW = ROOT / ".github" / "workflows" / "preview.yml"
PAGES = {"index.md": "index.html", "safety/index.md": "safety/index.html", "safety/more.md": "safety/more/index.html"}
SMALL = """
INHERIT: {root}/mkdocs.yml
docs_dir: {here}/docs
site_dir: {here}/site
nav: null
plugins: []
extra_css: []
extra_javascript: []
theme: {{custom_dir: {root}/overrides}}
"""


def small_site(here: Path, **variables: str) -> dict[str, str]:
    """A site of three pages in the project's own templates and settings: each page's HTML by its source."""
    for name in PAGES:
        (here / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "docs" / name).write_text("---\nwritten: 2026-11-23\n---\n\n# A page\n", encoding="utf-8")
    config = here / "small.yml"
    config.write_text(SMALL.format(root=ROOT.as_posix(), here=here.as_posix()), encoding="utf-8")
    plain = {name: value for name, value in os.environ.items() if name not in ("REPO_URL", "EDIT_URI")}
    environment = {**plain, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", **variables}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(config)]
    subprocess.run(command, cwd=here, env=environment, check=True)
    return {name: (here / "site" / path).read_text(encoding="utf-8") for name, path in PAGES.items()}


def test_the_pencil_of_every_page_leads_to_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", REPOSITORY)
    monkeypatch.setenv("EDIT_URI", EDIT)
    config = load_config(str(ROOT / "mkdocs.yml"))
    found = {file.src_uri: Page(None, file, config).edit_url for file in get_files(config).documentation_pages()}
    assert len(found) > 40
    for source, address in found.items():
        assert address == f"{REPOSITORY}/{EDIT}{source}"
        assert (ROOT / "docs" / source).exists()


def test_pages_have_the_pencil_where_the_repository_is_named(tmp_path: Path) -> None:
    for source, html in small_site(tmp_path, REPO_URL=REPOSITORY, EDIT_URI=EDIT).items():
        assert PENCIL.findall(html) == [f"{REPOSITORY}/{EDIT}{source}"]
        assert f'href="{REPOSITORY}"' in html


def test_pages_have_none_where_it_is_not_and_still_lead_to_the_way(tmp_path: Path) -> None:
    for path, html in zip(PAGES.values(), small_site(tmp_path).values(), strict=True):
        assert not PENCIL.findall(html)
        assert f'href="{"../" * path.count("/")}contributing/correct-a-page/"' in html


def test_every_page_of_both_generators_leads_to_how_to_correct_it(by_mkdocs: Site, by_zensical: Site) -> None:
    for site in (by_mkdocs, by_zensical):
        pages = [path for path in site.folder.rglob("index.html") if path.parent.name != "correct-a-page"]
        assert len(pages) > 40
        for path in pages:
            article = path.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
            here = site.address + path.relative_to(site.folder).as_posix()
            links = {urljoin(here, link) for link in re.findall(r'href="?([^" >]+)', article)}
            assert f"{site.address}contributing/correct-a-page/" in links, path


def form(path: Path) -> dict[str, Any]:
    """An issue form."""
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_can_be_filled_in(path: Path) -> None:
    read = form(path)
    assert {"name", "description", "title", "body"} <= set(read) <= {"name", "description", "title", "labels", "body"}
    asked = [each for each in read["body"] if each["type"] != "markdown"]
    ids = [each["id"] for each in asked]
    assert len(set(ids)) == len(ids)
    for each in asked:
        assert each["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert each["attributes"]["label"]
        options = each["attributes"].get("options", [])
        assert bool(options) == (each["type"] in ("dropdown", "checkboxes"))
        assert each["type"] != "dropdown" or all(isinstance(option, str) for option in options)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_to_leave_out_private_health_details(path: Path) -> None:
    body = form(path)["body"]
    assert "public. Leave out" in body[0]["attributes"]["value"]
    last = body[-1]["attributes"]
    assert [(each["required"], "no personal health details" in each["label"]) for each in last["options"]] == [
        (True, True)
    ]


def test_no_issue_is_opened_without_a_form_and_each_form_is_named_in_the_way() -> None:
    assert form(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": False}
    way = (ROOT / "docs" / "contributing" / "correct-a-page.md").read_text(encoding="utf-8")
    assert len(FORMS) == 4
    for path in FORMS:
        assert f"**{form(path)['name'].lower().removeprefix('a ')}**" in way.replace("**a ", "**")


def test_the_preview_reads_only_runs_pinned_actions_and_takes_no_word_of_a_stranger_into_a_command() -> None:
    text = PREVIEW.read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    assert read["permissions"] == {"contents": "read"}
    assert read[True] == {"pull_request": None}  # YAML reads the key “on” as yes
    assert "secrets." not in text
    steps = read["jobs"]["preview"]["steps"]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in actions)
    assert len(actions) == 3
    assert not [step for step in steps if "${{" in step.get("run", "")]
    assert steps[0]["with"]["persist-credentials"] is False


def test_a_summary_names_the_pages_on_which_a_change_is_seen() -> None:
    files = ["docs/safety/index.md", "docs/index.md", "calculators/labs/b12_status.toml", "docs/gone.md", "dev.py"]
    shown = preview.summary(files)
    assert re.findall(r"http://127\.0\.0\.1:8000/(\S*)", shown) == ["calculators/b12_status/", "", "safety/"]
    assert "What this site is for: http" in shown
    assert "Every page" not in shown
    assert "`overrides/main.html`" in preview.summary(["overrides/main.html"])


def test_a_change_of_the_warning_signs_names_each_page_that_shows_them() -> None:
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in preview.pages(["includes/red-flags.md"])]
    assert "article/index.md" in pages
    assert preview.pages(["docs/references.bib", "CHANGELOG.md"]) == [
        ROOT / "docs" / "references.md",
        ROOT / "docs" / "safety" / "changes.md",
    ]


def test_a_summary_holds_what_rests_on_a_changed_source(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preview, "changed", lambda revision: ["docs/references.bib"])
    preview.main("HEAD")
    assert "What rests on the sources that changed" in capsys.readouterr().out
