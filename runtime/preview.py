"""What to look at in a change: `python -m runtime.preview HEAD^1` lists the pages it touches, for a pull request.

Where docs/references.bib changed, everything that rests on a changed entry follows.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from calculators.markdown import claims
from calculators.markdown.pages import address

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BIBLIOGRAPHY = "docs/references.bib"
CALCULATOR = re.compile(r"calculators/(?:labs|risk|nerve|muscle|recovery)/(\w+)\.(?:py|toml)")
WHOLE = ("overrides/", "calculators/core/", "calculators/markdown/", "runtime/", "mkdocs.yml", "requirements/")
TITLE = re.compile(r'^title: "?(.*?)"?$', re.MULTILINE)
OPEN = """## See this change

Download `site` at the end of this page, unpack it into a folder of its own, and run there:

```text
python3 -m http.server 8000 --bind 127.0.0.1
```

Then open the addresses below."""


def changed(revision: str) -> list[str]:
    """The files that differ from a revision."""
    command = ["git", "diff", "--name-only", "--no-renames", revision, "--"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()


def pages(files: Iterable[str]) -> list[Path]:
    """The pages on which those files can be seen; a page that is gone is left out."""
    found: set[Path] = set()
    for name in files:
        if name.startswith("docs/") and name.endswith(".md"):
            found.add(ROOT / name)
        elif name.startswith("includes/"):
            quoted = f'--8<-- "{name.removeprefix("includes/")}"'
            found |= {page for page in DOCS.rglob("*.md") if quoted in page.read_text(encoding="utf-8")}
        elif match := CALCULATOR.fullmatch(name):
            found.add(DOCS / "calculators" / f"{match[1]}.md")
        elif name == "CHANGELOG.md":
            found.add(DOCS / "safety" / "changes.md")
        elif name == BIBLIOGRAPHY:
            found.add(DOCS / "references.md")
    return sorted(page for page in found if page.exists())


def summary(files: list[str]) -> str:
    """What a reviewer needs, in Markdown."""
    shown = "\n".join(
        f"- {_title(page)}: http://127.0.0.1:8000/{address(page.relative_to(DOCS).as_posix())}" for page in pages(files)
    )
    parts = [OPEN, "### Pages that changed", shown or "None by their own text or numbers."]
    if whole := [name for name in files if name.startswith(WHOLE)]:
        named = "\n".join(f"- `{name}`" for name in whole)
        parts.append(f"### Every page may look or work differently\n\n{named}")
    return "\n\n".join(parts)


def _title(page: Path) -> str:
    match = TITLE.search(page.read_text(encoding="utf-8"))
    return match[1] if match else page.stem


def main(revision: str) -> None:
    """Print the summary, and what rests on a changed source."""
    files = changed(revision)
    print(summary(files), flush=True)
    if BIBLIOGRAPHY in files:
        print("\n# What rests on the sources that changed\n", flush=True)
        claims.main(["--changed", revision])


if __name__ == "__main__":
    main(sys.argv[1])
