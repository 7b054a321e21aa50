"""Closes a built site: `python -m runtime.seal site`. Every page gets a content-security policy naming its scripts.

The policy lets a page reach its own origin and nothing else. A worker started from a blob: URL inherits it. Hosts that
take headers also get a `_headers` file, for what a `<meta>` policy cannot say.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from pathlib import Path

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<source>.*?)</script>", re.DOTALL)
HEAD = re.compile(r"<head>", re.IGNORECASE)
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
    """Write the policy into every page and the headers beside them. Returns how many pages were closed."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    hashes = sorted({digest(source) for html in pages.values() for source in inline_scripts(html)})
    allowed = policy(hashes)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
    for path, html in pages.items():
        sealed, count = HEAD.subn(lambda head: head[0] + meta, html, count=1)
        if not count:
            raise ValueError(f"{path} has no <head>")
        path.write_text(sealed, encoding="utf-8")
    headers = {"Content-Security-Policy": f"{allowed}; frame-ancestors 'none'", **HEADERS}
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    (site / "_headers").write_text(f"/*\n{lines}", encoding="utf-8")
    return len(pages)


if __name__ == "__main__":
    print(f"[seal] {seal(Path(sys.argv[1]))} pages closed")
