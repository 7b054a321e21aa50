"""What pages of the site have beyond Markdown: links from the root, meanings of words, questions as data.

Both generators say which page is being rendered, each in its own way. Outside a site nothing is added.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from calculators.markdown.questions import Questions
from calculators.markdown.terms import Terms


def place(md: Markdown) -> str | None:
    """The path under docs/ of the page being rendered; none where no site is built."""
    told: Any = None
    if "relpath" in md.treeprocessors:  # MkDocs
        told = getattr(md.treeprocessors["relpath"], "file", None)
        return getattr(told, "src_uri", None)
    if "rendering_context" in md.preprocessors:  # Zensical
        told = getattr(md.preprocessors["rendering_context"], "page", None)
    return getattr(told, "path", None)


def link(path: str, target: str) -> str:
    """A link from one page to another, both given by their paths under docs/."""
    return posixpath.relpath(target, posixpath.dirname(path) or ".")


def address(path: str) -> str:
    """Where a page is on the site, from its root, by its path under docs/; any other path stays as it is."""
    path = re.sub(r"(^|/)index\.md$", r"\1", path)
    return f"{path.removesuffix('.md')}/" if path.endswith(".md") else path


class FromRoot(Treeprocessor):
    """Lets a text that several folders include link to `/page.md`: the link is made to fit the page it stands on."""

    def run(self, root: Element) -> None:
        """Change the page's links from the root, before the generator reads them."""
        path = place(self.md)
        if path is None:
            return
        for anchor in root.iter("a"):
            target, _, fragment = anchor.get("href", "").partition("#")
            if target.startswith("/") and target.endswith(".md"):
                anchor.set("href", link(path, target[1:]) + (f"#{fragment}" if fragment else ""))


class Meanings(Treeprocessor):
    """Gives words of the glossary their meaning where they first stand on a page for readers."""

    def run(self, root: Element) -> None:
        """Change the page's text."""
        path = place(self.md)
        if path is not None and Terms.wanted(path):
            Terms(link(path, Terms.PAGE), path).explain(root)


class Pages(Extension):
    """The three together."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Trees are changed once attributes are set and before the generator reads links; data is made last of all."""
        md.treeprocessors.register(Meanings(md), "meanings", 4)
        md.treeprocessors.register(FromRoot(md), "links_from_root", 3)
        md.postprocessors.register(Questions(md, lambda: place(md)), "questions", 0)


def makeExtension(**options: Any) -> Pages:
    """What Markdown calls."""
    return Pages(**options)
