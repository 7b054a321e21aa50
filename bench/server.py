"""A static server on loopback that compresses with brotli, sends what a good host sends, and can be slowed down."""

from __future__ import annotations

import contextlib
import http.server
import mimetypes
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli

TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip", ".toml": "text/plain"}
COMPRESSED = (
    "text/",
    "application/wasm",
    "application/json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
)
CHUNK = 16_384


@cache
def packed(data: bytes) -> bytes:
    """A file as a host keeps it beside the original: at brotli's best."""
    compressed: bytes = brotli.compress(data, quality=11, lgwin=24)
    return compressed


@cache
def stored(path: Path, modified: float) -> tuple[str, bool, bytes]:
    """A file's type, whether it is sent compressed, and what is sent."""
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = path.read_bytes()
    return (kind, True, packed(data)) if kind.startswith(COMPRESSED) else (kind, False, data)


@dataclass
class Line:
    """What a visitor's line carries: bits a second shared by all its requests (None: no limit), and its delay."""

    bits_a_second: float | None = None
    delay: float = 0.0
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, size: int) -> None:
        """Sleep until this many bytes would have arrived."""
        if not self.bits_a_second:
            return
        with self.lock:
            self.free_at = max(self.free_at, time.monotonic()) + 8 * size / self.bits_a_second
            due = self.free_at
        time.sleep(max(0.0, due - time.monotonic()))


@dataclass
class Host:
    """The folders that are served, by the first part of the address; what was sent; the line in use."""

    address: str
    folders: Mapping[str, Path]
    line: Line = field(default_factory=Line)
    sent: dict[str, int] = field(default_factory=dict)

    def find(self, address: str) -> Path | None:
        """The file at an address."""
        first, _, rest = unquote(urlsplit(address).path).lstrip("/").partition("/")
        path = self.folders.get(first, Path("/nowhere")) / rest
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() else None


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends files and counts their bytes, without headers."""

    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        """Send one file."""
        time.sleep(self.host.line.delay)
        path = self.host.find(self.path)
        with contextlib.suppress(ConnectionError):  # the browser was closed meanwhile
            self.send_file(path) if path else self.send_error(404)

    def send_file(self, path: Path) -> None:
        """Send a file at the speed of the line."""
        kind, compressed, body = stored(path, path.stat().st_mtime)
        self.send_response(200)
        if compressed:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache" if path.suffix == ".html" else "max-age=86400")
        self.end_headers()
        self.host.sent[self.path] = self.host.sent.get(self.path, 0) + len(body)
        line = self.host.line
        for start in range(0, len(body), CHUNK):
            chunk = body[start : start + CHUNK]
            line.wait(len(chunk))
            self.wfile.write(chunk)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A thread for each connection; a browser that goes away is no error."""

    def handle_error(self, *_: Any) -> None:
        """Say nothing of connections that end early."""


@contextmanager
def serving(folders: Mapping[str, Path]) -> Iterator[Host]:
    """Serve folders on a free loopback port. A folder may be filled later."""
    host = Host("", folders)
    handler = type("Bound", (Handler,), {"host": host})
    with Server(("127.0.0.1", 0), handler) as server:
        host.address = f"http://127.0.0.1:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()
