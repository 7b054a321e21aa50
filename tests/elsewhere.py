"""A second origin on loopback that notices whoever comes: each request, each connection, each datagram."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# A script put into the page; says whether it ran.
INLINE = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return Boolean(window.injected);
}"""


class Elsewhere(http.server.ThreadingHTTPServer):
    """Another origin, and what it has seen. `visits` are paths, `headers` all header lines that came with them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.port = self.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.visits: list[str] = []
        self.headers: list[str] = []
        self.connections = 0
        self.datagrams = 0
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))

    def get_request(self) -> Any:
        """Count a connection, even one over which nothing is asked."""
        accepted = super().get_request()
        self.connections += 1
        return accepted

    def listen(self) -> None:
        """Count datagrams until the socket is closed."""
        while True:
            try:
                data = self.udp.recv(4096)
            except OSError:
                return
            if data == b"":  # sent by `elsewhere` to end this
                return
            self.datagrams += 1

    @property
    def arrived(self) -> set[str]:
        """The first part of each path asked for, without what an attempt put after it."""
        return {path.strip("/").split("?")[0].split("/")[0] for path in self.visits}

    @property
    def untouched(self) -> bool:
        """Whether nobody came in any way."""
        return not (self.visits or self.connections or self.datagrams)


class Visit(http.server.BaseHTTPRequestHandler):
    """Answers every request so that the next step of an attempt would work too."""

    server: Elsewhere

    def do_GET(self) -> None:
        """Remember a visit and allow everything."""
        self.server.headers.append(f"{self.requestline}\n{self.headers}")
        self.server.visits.append(self.path)
        body = b"export {};" if self.path.endswith("import") else b""
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.send_header("Content-Type", "text/html" if self.path.endswith(("/page", "/frame")) else "text/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_OPTIONS = do_GET

    def do_POST(self) -> None:
        """Read what was sent, then as above."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """Serve the other origin."""
    with Elsewhere() as server:
        threads = [threading.Thread(target=each, daemon=True) for each in (server.serve_forever, server.listen)]
        for thread in threads:
            thread.start()
        yield server
        server.shutdown()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", server.port))
        threads[1].join()
        server.udp.close()
