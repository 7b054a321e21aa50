"""Closes a built site: `python -m runtime.seal site`. Every page gets a content-security policy naming its scripts.

The policy lets a page reach its own origin and nothing else. A worker started from a blob: URL inherits it. Hosts that
take headers also get a `_headers` file, for what a `<meta>` policy cannot say. The list of all files with their digests
is what the service worker keeps the site by.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORKER = "service-worker.js"
LIST = "offline.json"
THEME = "assets/javascripts"
ON_ONE_PAGE = ("assets/compare.css", "assets/compare.mjs", "assets/appointment.css")
UNUSED_ICON = "assets/images/favicon.png"  # the theme’s; ours is the logo
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<source>.*?)</script>", re.DOTALL)
HEAD = re.compile(r"<head>", re.IGNORECASE)
IMPORT = re.compile(r'(?P<how>from |import\()"\./(?P<name>\w+\.mjs)"')
OURS = re.compile(r'(?:src|href)="[^"]*\bassets/(?P<name>\w+\.(?:css|mjs))(?=")')
DATA_BLOCK = re.compile(r'type="application/(?:ld\+)?json"')
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
}
REFERRER = '<meta name="referrer" content="no-referrer">'
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def inline_scripts(html: str) -> list[str]:
    """The source of every script that stands in the page and would run."""
    found = [match for match in SCRIPT.finditer(html) if "src=" not in match["attributes"]]
    return [match["source"] for match in found if not DATA_BLOCK.search(match["attributes"])]


def digest(source: str) -> str:
    """A script's hash as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def policy(hashes: list[str]) -> str:
    """The policy of every page: one for all, because instant navigation keeps the first page's."""
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *hashes])
    return "; ".join([f"script-src {scripts}", *(f"{name} {value}" for name, value in POLICY.items())])


def seal(site: Path) -> int:
    """Name our files by their content, and write the policy into every page. Returns how many pages were closed."""
    ours = name_by_content(site)
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    hashes = sorted({digest(source) for html in pages.values() for source in inline_scripts(html)})
    allowed = policy(hashes)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{allowed}"><meta name="keeps-offline">{REFERRER}'
    for path, html in pages.items():
        sealed, count = HEAD.subn(lambda head: head[0] + meta, html, count=1)
        if not count:
            raise ValueError(f"{path} has no <head>")
        path.write_text(OURS.sub(lambda found: found[0] + ours[found["name"]], sealed), encoding="utf-8")
    headers = {"Content-Security-Policy": f"{allowed}; frame-ancestors 'none'", **HEADERS}
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    (site / "_headers").write_text(f"/*\n{lines}", encoding="utf-8")
    list_for_offline_use(site, ours)
    return len(pages)


def name_by_content(site: Path) -> dict[str, str]:
    """What follows the name of each of our style sheets and modules, so that it changes with what is in it.

    The theme's files and the runtime's have such names already. Modules that others import come first.
    """
    paths = [path for path in sorted((site / "assets").glob("*.*")) if path.suffix in (".css", ".mjs")]
    imports = {path: IMPORT.findall(path.read_text(encoding="utf-8")) for path in paths}
    named: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: len(imports[path])):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            IMPORT.sub(lambda found: f'{found["how"]}"./{found["name"]}{named[found["name"]]}"', text), encoding="utf-8"
        )
        named[path.name] = f"?{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    return named


def part(path: str) -> str | None:
    """What a file is for: some pages, the runtime, or the shell that every page needs; None where no page needs it."""
    if path in (WORKER, LIST, "_headers", "404.html", "feed.xml"):
        return None
    if path.startswith(("assets/wheel/", f"{THEME}/lunr/")):
        return None
    if path.endswith((".map", ".gz", ".bib", ".txt")) or path == UNUSED_ICON:
        return None
    if path.startswith("assets/runtime/"):
        return "runtime"
    if path.endswith((".html", ".json", ".csv")) or "/workers/search." in path or path in ON_ONE_PAGE:
        return "page"
    return "shell"


def list_for_offline_use(site: Path, ours: dict[str, str]) -> None:
    """Write the list of what can be kept, and the service worker that keeps it."""
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    files = {
        name + (ours.get(path.name, "") if path.parent == site / "assets" else ""): {
            "part": part(name),
            "sha256": base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode(),
        }
        for name, path in paths.items()
        if part(name)
    }
    worker = (HERE / WORKER).read_text(encoding="utf-8")
    version = hashlib.sha256((worker + json.dumps(files)).encode()).hexdigest()[:12]
    (site / LIST).write_text(json.dumps({"version": version, "files": files}), encoding="utf-8")
    (site / WORKER).write_text(f'const VERSION = "{version}";\n{worker}', encoding="utf-8")


if __name__ == "__main__":
    print(f"[seal] {seal(Path(sys.argv[1]))} pages closed")
