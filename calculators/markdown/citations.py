"""`[@key]` and `[@key, p. 12]`: numbered notes with a tooltip, and the page's list of references.

Fences and results name a work as `<a data-cite="key"></a>`; notes and names are filled in together, once the page's
HTML is complete, so that numbers follow the order of reading.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor

from calculators.markdown.bibliography import Work, work
from calculators.markdown.words import Words

CITATION = r"\[(@[a-z0-9_]+(?:,[^\[\];]+)?(?:;\s*@[a-z0-9_]+(?:,[^\[\];]+)?)*)\]"
NOTE = re.compile(r'<span data-note="(?P<key>[a-z0-9_]+)" data-where="(?P<where>[^"]*)"></span>')
NAME = re.compile(r'<a data-cite="(?P<key>[a-z0-9_]+)"></a>')


class Notes(InlineProcessor):
    """Turns `[@a; @b, p. 2]` into empty links that the postprocessor numbers."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        """One superscript with a link for each work."""
        sup = Element("sup", {"class": "cites"})
        for index, part in enumerate(m.group(1).split(";")):
            key, _, where = part.strip().removeprefix("@").partition(",")
            work(key)
            if index:
                sup[-1].tail = ","
            SubElement(sup, "span", {"data-note": key, "data-where": where.strip()}).text = ""
        return sup, m.start(0), m.end(0)


class Numbering(Postprocessor):
    """Numbers the notes, names the works and appends the list of references."""

    def run(self, text: str) -> str:
        """The page's HTML with every citation resolved."""
        numbers: dict[str, int] = {}
        uses: dict[str, int] = {}
        for match in re.finditer(rf"{NOTE.pattern}|{NAME.pattern.replace('?P<key>', '?P<name>')}", text):
            numbers.setdefault(match["key"] or match["name"], len(numbers) + 1)
        if not numbers:
            return text

        def note(match: re.Match[str]) -> str:
            key, where = match["key"], unescape(match["where"])
            uses[key] = uses.get(key, 0) + 1
            cited = work(key)
            title = " ".join(part for part in (cited.plain, f"({where})" if where else "", _doubt(cited)) if part)
            mark = "?" if not cited.read else ""
            return (
                f'<a class="cite" id="cite-{key}-{uses[key]}" href="#ref-{key}" title="{escape(title)}">'
                f"{numbers[key]}{mark}</a>"
            )

        text = NOTE.sub(note, re.sub(r'\s+(?=<sup class="cites">)', "", text))
        text = NAME.sub(lambda match: f'<a href="#ref-{match["key"]}">{escape(work(match["key"]).short)}</a>', text)
        items = "".join(_item(work(key), uses.get(key, 0)) for key in numbers)
        return f'{text}\n<section class="references"><h2 id="references">References</h2><ol>{items}</ol></section>'


def _doubt(cited: Work) -> str:
    return "" if cited.read else "Unconfirmed: this work was not read."


def _item(cited: Work, uses: int) -> str:
    back = "".join(
        f' <a class="cite-back" href="#cite-{cited.key}-{use}" aria-label="Back to where it is cited, {use}">↩</a>'
        for use in range(1, uses + 1)
    )
    doubt = f' <span class="calc-status calc-status--unconfirmed">{_doubt(cited)}</span>' if not cited.read else ""
    return f'<li id="ref-{cited.key}">{cited.html}{doubt}{back}</li>'


class Citations(Extension):
    """Citations, and the words of results, which may contain them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the pattern before links, and the passes over the finished HTML after everything else."""
        md.inlinePatterns.register(Notes(CITATION, md), "citations", 175)
        Words.register(md)
        md.postprocessors.register(Numbering(md), "citations", 1)


def makeExtension(**options: Any) -> Citations:
    """What Markdown calls."""
    return Citations(**options)
