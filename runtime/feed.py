"""The changelog as an Atom feed: `python -m runtime.feed site` writes feed.xml at the root of a built site."""

from __future__ import annotations

import re
import sys
import uuid
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from markdown import markdown

from calculators.markdown import pages
from calculators.markdown.bibliography import work
from calculators.markdown.changes import KIND_WORDS, Change, Section, changelog, said

NAME = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "B12 & Muscle: what changed"
AUTHOR = "The B12 & Muscle contributors"
FAMILY = uuid.UUID("7d0c5a3e-51a5-5f0e-9a3e-2f6f0c1f2b12")
"""Ids are made from this and what an entry is about, so that they stay the same wherever the site is published."""
CANONICAL = re.compile(r'<link\b[^>]*\brel="?canonical"?[^>]*\bhref="([^"]+)"|<link\b[^>]*href="([^"]+)"[^>]*canonical')
LINK = re.compile(r"\]\(docs/(?P<page>[^)#]+\.md)(?P<anchor>#[^)]*)?\)")


def address(site: Path) -> str:
    """Where the built site will be, as its front page says."""
    match = CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    if not match:
        raise ValueError(f"{site / 'index.html'} does not say where it will be: set SITE_URL")
    return (match[1] or match[2]).rstrip("/") + "/"


def feed(base: str, sections: list[Section]) -> bytes:
    """The feed of a site at that address."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    latest = max(section.day for section in sections)
    _texts(root, id=_id("feed"), title=TITLE, updated=_moment(latest))
    _texts(ElementTree.SubElement(root, f"{{{ATOM}}}author"), name=AUTHOR)
    _link(root, f"{base}{NAME}", "self", "application/atom+xml")
    _link(root, f"{base}safety/changes/", "alternate", "text/html")
    for section in sections:
        for change in section.changes:
            _changed(root, base, change)
        if section.others:
            _news(root, base, section)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def write(site: Path) -> Path:
    """Write the feed of a built site."""
    path = site / NAME
    path.write_bytes(feed(address(site), changelog()))
    return path


def _changed(root: ElementTree.Element, base: str, each: Change) -> None:
    key = "|".join((str(each.day), each.kind, each.name, each.old, each.new))
    source = "; ".join(work(cited).plain for cited in each.keys) or "This site’s own rule."
    html = "".join(
        f"<p><b>{title}:</b> {escape(words)}</p>"
        for title, words in {"Before": each.old, "Now": each.new, "Why": each.why, "Source": source}.items()
    )
    _entry(root, key, f"{KIND_WORDS[each.kind]} changed: {each.name}", each.day, f"{base}{each.address}", html)


def _news(root: ElementTree.Element, base: str, section: Section) -> None:
    html = markdown("\n\n".join(_lines(section, base)))
    _entry(root, section.title, f"What is new: {said(section.day)}", section.day, f"{base}safety/changes/", html)


def _lines(section: Section, base: str) -> Iterator[str]:
    """The other lines of a section as Markdown, its links leading to the site."""
    above = ""
    for heading, line in section.others:
        if heading != above:
            yield f"### {heading}"
        above = heading
        yield LINK.sub(lambda link: f"]({base}{pages.address(link['page'])}{link['anchor'] or ''})", line)


def _entry(root: ElementTree.Element, key: str, title: str, day: date, href: str, html: str) -> None:
    entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
    _texts(entry, id=_id(key), title=title, updated=_moment(day))
    _link(entry, href, "alternate", "text/html")
    ElementTree.SubElement(entry, f"{{{ATOM}}}content", {"type": "html"}).text = html


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, href: str, rel: str, kind: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "type": kind, "href": href})


def _id(key: str) -> str:
    return uuid.uuid5(FAMILY, key).urn


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"


if __name__ == "__main__":
    print(f"[feed] {write(Path(sys.argv[1])).name} written")
