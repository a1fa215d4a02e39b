"""The built site behind a server that forbids every other host, and counts what the browser reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

__all__ = ["POLICY", "Served", "served"]

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; report-uri /violation"
)


class Served:
    """A running server: its address, and the violations of the policy that browsers reported to it, workers included."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.violations: list[str] = []


class _Server(ThreadingHTTPServer):
    # Five is the default: on a busy machine the sixth file of a page found the door shut ("connection reset").
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page hangs up in the middle of a file, and that is no fault; everything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(SimpleHTTPRequestHandler):
    # Connections are kept: with HTTP/1.0 each file needs a new one, and a new thread.
    protocol_version = "HTTP/1.1"
    # Headers and body go out in one piece and at once; otherwise each waits for the other side's acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *arguments: object, state: Served, **named: object) -> None:
        self._state = state
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        # The site doesn't change under the tests; asking again for each page's style sheets only costs time.
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def do_POST(self) -> None:
        """A report of a violation."""
        self._state.violations.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what matters."""


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder at a free port of this machine."""
    state = Served("")
    with _Server(("127.0.0.1", 0), partial(_Handler, state=state, directory=str(folder))) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield state
        finally:
            server.shutdown()
