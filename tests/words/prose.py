"""What a reader sees of a built page: its prose by sentences, and all of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import NamedTuple

import yaml

from tests.cases import ROOT

DOCS = ROOT / "docs"
CITED = "†"
END = re.compile(r"(?<=[.!?])[”’)\"']*\s+(?=[“‘(\"']?[A-Z0-9])")
ABBREVIATED = re.compile(r"\b(e\.g|i\.e|et al|etc|vs|Dr|No|St|approx|p)\.(?=\s)")
LISTED, LIST = re.compile(r";\s+"), 3
WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\w.,/:-]*")


def names(listed: str) -> frozenset[str]:
    """Words with spaces between them."""
    return frozenset(listed.split())


BLOCKS = names(
    "p li ul ol dd dl dt div section aside blockquote figure figcaption details summary main article table tr td th "
    "h1 h2 h3 h4 h5 h6 form fieldset legend label option button text title tspan"
)
VOID = names("br img input hr link meta wbr source col")
NEVER = names("pre code script style math")
CITATION = "cites"
OTHERS = names("references works headerlink calc-cases calc-code")  # titles by others, and code
NO_PROSE = names("table form calculator-form svg nav dt h1 h2 h3 h4 h5 h6 summary noscript")
NOT_OURS = names("page-about grade calc-working calc-scroll")  # the same on every page, marks and formulas


class Page(NamedTuple):
    """A page of the site: its path below docs/, for whom it is, and what search engines show of it."""

    path: str
    audience: str
    shown: tuple[str, str]

    @property
    def html(self) -> str:
        """Where it is built, below the site's folder."""
        path = PurePosixPath(self.path).with_suffix("")
        return (path.with_suffix(".html") if path.name == "index" else path / "index.html").as_posix()


def pages() -> list[Page]:
    """Every page, with its audience."""
    found = []
    for path in sorted(DOCS.rglob("*.md")):
        meta = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        shown = (str(meta["title"]), str(meta["description"]))
        found.append(Page(path.relative_to(DOCS).as_posix(), str(meta["audience"]), shown))
    return found


class Reader(HTMLParser):
    """Collects the text of the blocks, without what is skipped."""

    def __init__(self, tags: frozenset[str], classes: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.tags, self.classes = tags, classes
        self.skipping: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or leave out what is skipped."""
        if tag in VOID:
            self.text += " " if tag == "br" else ""
            return
        classes = (dict(attrs).get("class") or "").split()
        if not self.skipping and tag in BLOCKS:
            self.flush()
        if self.skipping or tag in self.tags or self.classes.intersection(classes):
            self.skipping.append(tag)
        elif CITATION in classes:
            self.text += CITED
            self.skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if self.skipping:
            if tag in self.skipping:
                while self.skipping.pop() != tag:
                    pass
        elif tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Keep what a reader sees."""
        if not self.skipping:
            self.text += data

    def flush(self) -> None:
        """The block is complete."""
        if text := " ".join(self.text.split()):
            self.blocks.append(text)
        self.text = ""


def article(html: str) -> str:
    """The page itself, without what stands around it."""
    return html[html.index("<article") : html.index("</article>")] if "<article" in html else html


def read(html: str, tags: frozenset[str], classes: frozenset[str]) -> list[str]:
    """The blocks of a piece of HTML."""
    reader = Reader(tags, classes)
    reader.feed(article(html))
    reader.close()
    reader.flush()
    return reader.blocks


def everything(html: str) -> list[str]:
    """All words shown: prose, headings, tables, forms, answers; `†` stands for a citation."""
    return read(html, NEVER, OTHERS)


def sentences(html: str) -> Iterator[str]:
    """Its prose by sentences; an item of a list ends one, a decimal point or an abbreviation does not."""
    for block in read(html, NEVER | NO_PROSE, OTHERS | NOT_OURS):
        for sentence in END.split(ABBREVIATED.sub(r"\1", block.replace(CITED, ""))):
            if WORD.search(sentence):
                yield sentence


def items(sentence: str) -> list[str]:
    """The items of a list that is written in a line, with semicolons between three or more; else the sentence."""
    parts = LISTED.split(sentence)
    return parts if len(parts) >= LIST else [sentence]


def words(sentence: str) -> list[str]:
    """Its words; a number is one."""
    return WORD.findall(sentence)
