"""The built site behind a server that forbids every other host, and counts what the browser reports."""

from __future__ import annotations

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


class _Handler(SimpleHTTPRequestHandler):
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
        super().end_headers()

    def do_POST(self) -> None:
        """A report of a violation."""
        self._state.violations.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what matters."""


@contextmanager
def served(folder: Path):
    """Serve a folder at a free port of this machine."""
    state = Served("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, state=state, directory=str(folder)))
    state.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()
