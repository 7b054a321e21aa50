"""What rests on a source can be listed, and the bibliography cannot hold a work twice or without its status."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from pybtex.database import parse_string

from calculators.markdown import claims
from calculators.markdown.bibliography import PATH, bibliography, check, entries
from calculators.markdown.citations import CITATION
from calculators.markdown.claims import Claim, sentences
from tests.cases import ROOT

PAGE = """---
title: A page [@nobody2000]
---

# A page

One [@a2000]. Two has no source. Three, [see](x.md) [@b2001, p. 2; @c2002]. “Four.” [@a2000]

## Named {#here}

- An item
  that goes on [@a2000].
- Another.

| Row | of a table. It [@a2000] |
|---|---|

### A heading, in words

/// html | section#b12_status-confirmed[data-band-text="b12_status.confirmed"]
**Bold.** Last [@b2001].
///

```text
[@a2000]
```
"""


def found(key: str) -> list[tuple[str, str]]:
    """Where that page cites a work, and in which sentence."""
    return [(each.where, each.text) for each in sentences(PAGE, "page.md") if key in each.keys]


def test_each_sentence_that_cites_a_work_is_found_with_its_anchor() -> None:
    assert found("a2000") == [
        ("page.md#a-page", "One [@a2000]."),
        ("page.md#a-page", "“Four.” [@a2000]"),
        ("page.md#here", "An item that goes on [@a2000]."),
        ("page.md#here", "| Row | of a table. It [@a2000] |"),
    ]
    assert found("b2001") == [
        ("page.md#a-page", "Three, [see](x.md) [@b2001, p. 2; @c2002]."),
        ("page.md#b12_status-confirmed", "Last [@b2001]."),
    ]
    assert found("nobody2000") == []


def test_no_citation_of_the_site_is_missed() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "includes").glob("*.md")]
    texts = [claims.CODE.sub("", claims.FRONT.sub("", page.read_text(encoding="utf-8"))) for page in pages]
    cited = [key for text in texts for group in re.findall(CITATION, text) for key in group.split(";")]
    found = [group for each in claims.all_sentences() for group in re.findall(CITATION, each.text)]
    listed = [key for group in found for key in group.split(";")]
    assert len(listed) == len(cited) > 500


def test_a_guideline_carries_sentences_limits_cases_and_code() -> None:
    rests = claims.resting_on("niceng239")
    assert min(len(each) for each in rests.values()) > 3
    limits = {each.where: each.text for each in rests["Numbers"]}
    assert limits["b12_status.CONFIRMED_BELOW"].startswith("180 ng/L or 133 pmol/L (")
    assert any(each.where == "b12_status" for each in rests["Worked cases"])
    assert any(each.where.startswith("includes/red-flags.md") for each in rests["Sentences"])


def test_a_case_that_names_a_work_by_author_and_year_is_found() -> None:
    named = claims.resting_on("dodds2014")["Worked cases"]
    assert any("Dodds 2014, Table 2" in each.text for each in named)


def test_a_change_of_an_entry_is_seen_and_nothing_else() -> None:
    before = parse_string(
        "@misc{a, title={A}, note={memory}} @misc{b, title={B}} @misc{c, title={C}}", "bibtex"
    ).entries
    now = parse_string("@misc{a, title={A}, note={verified}} @misc{b, title={B}} @misc{d, title={D}}", "bibtex").entries
    assert claims.changed(before, now) == ["a", "d", "c"]
    assert claims.changed(now, now) == []


def test_the_report_on_a_work_that_is_gone_names_what_still_cites_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        claims, "all_sentences", lambda: [Claim("page.md#x", "So [@gone1900].", frozenset({"gone1900"}))]
    )
    shown = claims.report("gone1900")
    assert "no longer in docs/references.bib" in shown
    assert "- `page.md#x` So [@gone1900]." in shown


def test_the_report_says_whether_a_work_was_read() -> None:
    unread = next(key for key, work in bibliography().items() if not work.read)
    assert "(not read)" in claims.report(unread)
    assert "(read)" in claims.report("savage1995")


def test_unused_entries_are_listed_and_are_unused() -> None:
    unused = claims.unused()
    assert unused
    assert "savage1995" not in unused
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))
    assert not [key for key in unused if f"[@{key}]" in pages]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command as it is typed."""
    command = [sys.executable, "-m", "calculators.markdown.claims", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_key_that_is_not_there_is_an_error_with_the_nearest() -> None:
    done = run("nicng239")
    assert done.returncode
    assert "niceng239" in done.stderr


def test_the_command_compares_with_a_revision() -> None:
    assert run("--changed", "no-such-revision").returncode
    if subprocess.run(["git", "diff", "--quiet", "HEAD", "--", PATH], cwd=ROOT, check=False).returncode == 0:
        assert "No entry of docs/references.bib differs." in run("--changed", "HEAD").stdout


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("@misc{b, title={Other}, doi={10.1/X}, note={verified}}", "b and a have the same doi"),
        ("@misc{b, title={Other}, pmid={12}, note={verified}}", "b and a have the same pmid"),
        ("@misc{b, title={{THE} title, again.}, note={verified}}", "b and a have the same title"),
        ("@misc{b, title={Other}, note={checked}}", "the note of b is neither"),
        ("@misc{b, title={Other}}", "the note of b is neither"),
    ],
)
def test_a_work_twice_or_without_its_status_stops_the_build(second: str, said: str) -> None:
    first = "@misc{a, title={The title again}, doi={10.1/x}, pmid={12}, note={memory}}"
    with pytest.raises(ValueError, match=said):
        check(parse_string(f"{first}\n{second}", "bibtex").entries)


def test_the_bibliography_stands() -> None:
    assert len(entries()) > 200
