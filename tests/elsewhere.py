"""Another origin on loopback that remembers who came, and the ways a page might reach it."""

from __future__ import annotations

import http.server
from typing import Any

TRIES = {
    "fetch": "(url) => fetch(url, {mode: 'no-cors'}).then(() => 'sent', () => 'refused')",
    "beacon": "(url) => navigator.sendBeacon ? String(navigator.sendBeacon(url, 'x')) : 'absent'",
    "request": """(url) => new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onload = () => done('sent');
        request.onerror = () => done('refused');
        try { request.open('GET', url); request.send(); } catch { done('refused'); }
    })""",
    "socket": """(url) => new Promise((done) => {
        try {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.onopen = () => done('sent');
            socket.onerror = () => done('refused');
        } catch { done('refused'); }
    })""",
    "import": "(url) => import(url).then(() => 'sent', () => 'refused')",
}
INLINE = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return Boolean(window.injected);
}"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another origin that remembers who came."""

    visits: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        """Remember a visit."""
        self.visits.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
