"""The site's fences: `calculator`, `causes`, `changes`, `evidence`, `formulas`, `limits`, `references`.

An error in one stops the build.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from calculators.core import render
from calculators.core.form import form
from calculators.core.model import STATUS_WORDS, Calculator, Formula
from calculators.core.run import all_calculators, constants, find, run
from calculators.markdown.bibliography import Work, bibliography
from calculators.markdown.changes import changes_table
from calculators.markdown.comparison import comparison
from calculators.markdown.evidence import figure

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "overrides" / "assets" / "runtime"
MEGABYTE = 1_000_000
FIRST = 6  # answers of an example that stand above it; all of them stand below
LONGEST = 12  # letters of a pasted report that a table of cases shows
UNSEARCHED = "data-search-exclude"  # nobody looks for code and cases, and they were half of the search index
Fence = Callable[..., str]


def cite(key: str) -> str:
    """A link that the citation pass names and lists."""
    return f'<a data-cite="{escape(key)}"></a>'


def _stops_the_build(fence: Fence) -> Fence:
    """pymdownx publishes the raw fence when anything but its own exception is raised."""

    @wraps(fence)  # also lets Zensical pickle it by name
    def wrapped(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **rest: Any) -> str:
        try:
            return fence(source)
        except Exception as error:
            raise SuperFencesException(f"{language} fence: {error}") from error

    return wrapped


@_stops_the_build
def calculator(source: str) -> str:
    """A calculator's form with a worked example; the fence's body is its name and the example, `key: value` a line."""
    name, *lines = [line.strip() for line in source.strip().splitlines() if line.strip()]
    chosen = find(name)
    given = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    manifest = json.loads((RUNTIME / "manifest.json").read_text(encoding="utf-8"))
    size = f"{manifest['download'] / MEGABYTE:.0f} MB"
    return (
        f'<div class="calculator"><calculator-form data-build="{manifest["stamp"]}"><div data-summary></div>'
        '<noscript><p class="calc-noscript">This form needs JavaScript. Without it, use the tables further down: '
        "they hold the same limits and worked cases.</p></noscript>"
        f"{form(chosen, f'about {size}')}"
        f"{_example(chosen, given)}</calculator-form>{_evidence(chosen)}</div>"
    )


def _example(chosen: Calculator, given: dict[str, str]) -> str:
    result = run(chosen, given)
    if result.errors:
        raise ValueError(f"the example does not hold: {result.errors[0].message}")
    return (
        '<div data-result data-state="example"><p class="calc-flag" data-flag>Example, not your result. '
        f'<span class="calc-typed">{escape(render.given_words(result, FIRST))}</span></p>'
        f'<div role="status" data-headline>{render.headline(result)}</div>'
        f'<div data-body>{render.body(result, cite)}</div><p class="calc-made" data-made></p></div>'
    )


def _evidence(chosen: Calculator) -> str:
    module = Path(str(chosen.interpret.__code__.co_filename))
    code = escape(module.read_text(encoding="utf-8"))  # in plain: colours would double the page's elements
    limits = render.limits_table([chosen], cite)
    shown = f"<h2 id=limits>Limits and their sources</h2>{limits}" if chosen.name and "<td>" in limits else ""
    path = module.relative_to(ROOT).as_posix()
    return (
        f"{shown}<details class=calc-cases {UNSEARCHED}><summary>Worked cases this calculator must answer</summary>"
        f"{_cases(module.with_suffix('.toml'))}</details>"
        f"<details class=calc-code {UNSEARCHED}><summary>The Python that runs here (<code>{path}</code>)</summary>"
        '<div class="calc-listing" tabindex="0" role="region" aria-label="Python source">'
        f"<pre><code>{code}</code></pre></div></details>"
    )


def _cases(path: Path) -> str:
    rows = "".join(
        f"<tr><td>{escape(case['name'])}</td><td>{escape(_typed(case['given']))}</td>"
        f"<td>{escape(_expected(case['expect']))}</td><td>{escape(case['source'])}</td></tr>"
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    )
    return render.table("Worked cases", ("Case", "Typed", "Answer", "Source"), rows)


def _typed(given: dict[str, str]) -> str:
    """What a case types; of a long text its beginning."""
    return ", ".join(
        f"{key}={value if len(value) <= LONGEST else f'{value[:LONGEST]}…'}" for key, value in given.items()
    )


def _expected(expect: dict[str, Any]) -> str:
    if "error" in expect:
        return f"an error at {expect['error']}"
    shown = ["declined"] if expect.get("declined") else [str(expect["band"])] if "band" in expect else []
    shown += [f"{key} {value}" for key, value in expect.get("values", {}).items()]
    return "; ".join([*shown, *expect.get("notes", [])])


@_stops_the_build
def limits(_source: str) -> str:
    """Every limit of every calculator."""
    return render.limits_table(list(all_calculators().values()), cite)


@_stops_the_build
def changes(_source: str) -> str:
    """Every change of a limit or of advice, from the changelog."""
    return changes_table()


@_stops_the_build
def evidence(source: str) -> str:
    """What the survey showed: a chart, a table and a file to download."""
    return figure(source)


@_stops_the_build
def formulas(_source: str) -> str:
    """Every formula of every calculator as MathML, with its constants and for whom it holds."""
    return "".join(
        f"<h3 id=formulas-{each.name}>{escape(each.title)}</h3>"
        f"{''.join(map(_formula, each.formulas))}{render.constants_table(each, cite)}"
        for each in all_calculators().values()
        if each.formulas or constants(each)
    )


def _formula(each: Formula) -> str:
    mathml = convert(each.latex, display="block").replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    origin = f"{render.source(each.source, cite)}; {STATUS_WORDS[each.status]}"
    return (
        f"<p><strong>{escape(each.title)}</strong> ({origin})</p>"
        f'<div class="calc-scroll" tabindex="0" role="region" aria-label="Formula: {escape(each.title)}">{mathml}</div>'
        f"<p>{escape(each.symbols)}<br><strong>Holds for:</strong> {escape(each.valid)}</p>"
    )


@_stops_the_build
def causes(_source: str) -> str:
    """The causes of weak muscle compared, from the same data as the form that compares them."""
    return comparison(cite)


@_stops_the_build
def references(_source: str) -> str:
    """Every work of the bibliography: those read first, the others marked."""
    works = sorted(bibliography().values(), key=lambda each: each.plain.casefold())
    read, unread = [each for each in works if each.read], [each for each in works if not each.read]
    return (
        f"<p>{len(works)} works; {len(read)} were read at least in part.</p>"
        f"<ul class=works>{''.join(map(_row, read))}</ul>"
        "<h2 id=unconfirmed>Listed, not read</h2><p>These stand in our notes but were not read. "
        "A page that cites one marks it with a question mark.</p>"
        f"<ul class=works>{''.join(map(_row, unread))}</ul>"
    )


def _row(each: Work) -> str:
    read = f'<br><span class="works__read">Read: {escape(each.what_was_read)}</span>' if each.what_was_read else ""
    return f'<li id="{escape(each.key)}">{each.html}{read} <code>{escape(each.key)}</code></li>'
