"""The questions of docs/faq.md as data for machines (schema.org), made from the page's own HTML: it cannot differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser

from markdown import Markdown
from markdown.postprocessors import Postprocessor

PAGE = "faq.md"
HEADINGS = ("h2", "h3")
BLOCKS = ("p", "li", "h4", "tr")
CELLS = ("td", "th")


class Reader(HTMLParser):
    """Reads every heading that asks, and the text below it up to the next heading, without notes and permalinks."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str, list[str]]] = []
        self.words: list[str] = []
        self.heading, self.anchor, self.muted = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A heading or a block begins; a note is passed over."""
        given = dict(attrs)
        if self.muted:
            return
        if tag == "sup" or (tag == "a" and given.get("class") == "headerlink"):
            self.muted = tag
        elif tag in HEADINGS:
            self.heading, self.anchor, self.words = True, given.get("id") or "", []
        elif tag in BLOCKS:
            self.words = []

    def handle_endtag(self, tag: str) -> None:
        """A heading that asks opens a question, any other closes it; a block belongs to the question that is open."""
        if self.muted:
            self.muted = "" if tag == self.muted else self.muted
            return
        said = " ".join("".join(self.words).split())
        if tag in HEADINGS:
            self.asked.append((self.anchor if said.endswith("?") else "", said, []))
            self.heading, self.words = False, []
        elif tag in CELLS:
            self.words.append(" ")
        elif tag in BLOCKS and said and self.asked:
            self.asked[-1][2].append(said)
            self.words = []

    def handle_data(self, data: str) -> None:
        """Words of what is open."""
        if not self.muted:
            self.words.append(data)


def questions(html: str) -> list[tuple[str, str, str]]:
    """The anchor, the question and the whole answer, a paragraph a line, of every question in a page's HTML."""
    reader = Reader()
    reader.feed(html)
    return [(anchor, question, "\n".join(answer)) for anchor, question, answer in reader.asked if anchor]


def as_data(html: str) -> str:
    """The page's questions as a block of data, which no browser runs."""
    asked = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for _, question, answer in questions(html)
    ]
    data = {"@context": "https://schema.org", "@type": "FAQPage", "inLanguage": "en-GB", "mainEntity": asked}
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


class Questions(Postprocessor):
    """Appends the data to the page of questions, once its HTML is complete."""

    def __init__(self, md: Markdown, place: Callable[[], str | None]) -> None:
        super().__init__(md)
        self.place = place

    def run(self, text: str) -> str:
        """The page's HTML; the words of a single heading, which come this way too, are left as they are."""
        return f"{text}\n{as_data(text)}" if self.place() == PAGE and questions(text) else text
