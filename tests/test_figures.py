"""The plates in includes/figures: named, in the site’s colours, legible, cited, and their numbers in words too."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest

from calculators.markdown.bibliography import bibliography
from tests.cases import ROOT

PLATES = sorted((ROOT / "includes" / "figures").iterdir())
CSS = (ROOT / "overrides" / "assets" / "figure.css").read_text(encoding="utf-8")
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
PAUSE = re.compile(r"<div class=\"plate__pause.*?</div>", re.DOTALL)
EXTENSIONS = ["pymdownx.blocks.html", "md_in_html", "tables", "calculators.markdown.citations"]
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(")
WIDTH = 360
PHONE = 358
SMALLEST = 12
LARGEST_BYTES = 6144
LONGEST_SENTENCE = 30
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w.]*\w)")
FIGURES = {"one": "1", "two": "2", "three": "3", "seven": "7", "nine": "9"}

each_plate = pytest.mark.parametrize("path", PLATES, ids=lambda path: path.stem)


def picture(path: Path) -> ElementTree.Element:
    """The drawing, which is XML too."""
    drawings = SVG.findall(path.read_text(encoding="utf-8"))
    assert len(drawings) == 1
    return ElementTree.fromstring(drawings[0])


def html(path: Path) -> str:
    """The plate as a page gets it."""
    return markdown.markdown(path.read_text(encoding="utf-8"), extensions=EXTENSIONS)


def caption(path: Path) -> str:
    """What is written below the drawing, as HTML."""
    found = re.search(r"<figcaption>(.*?)</?(?:figcaption|details)>", html(path), re.DOTALL)
    assert found, "write its caption in a figcaption block"
    return found[1]


def test_there_are_plates() -> None:
    assert len(PLATES) >= 10
    assert all(path.suffix == ".md" for path in PLATES)


@each_plate
def test_a_plate_stands_on_one_page(path: Path) -> None:
    lines = [line for page in ROOT.glob("docs/article/*.md") for line in page.read_text(encoding="utf-8").splitlines()]
    assert lines.count(f'--8<-- "figures/{path.name}"') == 1


@each_plate
def test_a_plate_says_what_it_shows_to_those_who_do_not_see_it(path: Path) -> None:
    svg = picture(path)
    title, desc = svg[0], svg[1]
    assert svg.get("role") == "img"
    assert (title.tag, desc.tag) == ("title", "desc")
    assert svg.get("aria-labelledby") == title.get("id") == f"{path.stem}-title"
    assert svg.get("aria-describedby") == desc.get("id") == f"{path.stem}-desc"
    assert title.text
    assert len((desc.text or "").split()) >= 20, "say in words what the picture shows"


def test_no_id_stands_twice() -> None:
    ids = [ident for path in PLATES for ident in re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8"))]
    assert len(ids) == len(set(ids))
    for path in PLATES:
        text = path.read_text(encoding="utf-8")
        assert all(ident.startswith(f"{path.stem}-") for ident in re.findall(r'\bid="([^"]+)"', text))
        for used in re.findall(r'url\(#([^)]+)\)|(?:href|for)="#?([a-z0-9-]+)"', text):
            assert "".join(used) in ids


@each_plate
def test_a_plate_takes_its_colours_from_classes(path: Path) -> None:
    for element in picture(path).iter():
        assert "style" not in element.attrib, "the policy of every page forbids it"
        for name, value in element.attrib.items():
            if name in ("fill", "stroke"):
                assert value == "none" or value.startswith("url(#"), f"{name}={value}"
        assert set((element.get("class") or "").split()) <= set(re.findall(r"\.([a-z][\w-]*)", CSS)) | {"tick", "run"}


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    assert not COLOUR.search(CSS)
    forced = CSS[CSS.index("@media (forced-colors: active)") :]
    for name, value in re.findall(r"(?:^|[\s{;])(fill|stroke|color|background|--[\w-]+):\s*([^;]+);", CSS):
        assert value == "none" or value.startswith("var(--") or f"{name}: {value};" in forced, f"{name}: {value}"


def test_no_letter_is_too_small_on_a_phone() -> None:
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", CSS)]
    assert sizes
    assert min(sizes) * PHONE / WIDTH >= SMALLEST


@each_plate
def test_a_plate_is_drawn_for_a_phone_and_light(path: Path) -> None:
    svg = picture(path)
    box = [float(number) for number in (svg.get("viewBox") or "").split()]
    assert box[2] == WIDTH
    assert box[3] <= 520, "taller than a phone's screen less its header"
    assert not [element for element in svg.iter() if "font-size" in element.attrib]
    assert len(SVG.findall(path.read_text(encoding="utf-8"))[0].encode()) <= LARGEST_BYTES


@each_plate
def test_a_caption_has_a_title_and_sources_that_resolve(path: Path) -> None:
    text = caption(path)
    title = re.match(r"\s*<p><strong>(.+?)\.</strong> ", text)
    assert title, "begin the caption with its title in bold"
    assert not re.search(r"\d", title[1].replace("B12", ""))
    assert text.count('class="cite"') >= 1
    assert "[@" not in html(path)
    assert "///" not in html(path)
    cited = re.findall(r"@([a-z0-9_]+)", path.read_text(encoding="utf-8"))
    assert all(bibliography()[key].read for key in cited), "cite only what was read"


@each_plate
def test_sentences_below_a_plate_are_short(path: Path) -> None:
    words = re.sub(r"<sup.*?</sup>|<[^>]+>", "", caption(path))
    for sentence in re.split(r"(?<=[.!?])\s+", words):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@each_plate
def test_every_number_in_a_picture_stands_below_it_too(path: Path) -> None:
    """Numbers on an axis, and of steps, need not."""
    drawn: set[str] = set()
    for text in picture(path).iter("text"):
        if "tick" in (text.get("class") or "").split():
            continue
        words = "".join([text.text or "", *(each.tail or "" for each in text)])
        drawn |= set(NUMBER.findall(words))
    written = re.sub(r"<sup.*?</sup>|<[^>]+>", " ", PAUSE.sub("", SVG.sub("", html(path))))
    for word, figure in FIGURES.items():
        written = re.sub(rf"\b{word}\b", figure, written, flags=re.IGNORECASE)
    missing = drawn - set(NUMBER.findall(written))
    assert not missing
