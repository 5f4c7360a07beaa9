"""What stands between a phone and the server in a train: it answers everything, and it lies."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

PAGE = (
    b"<!doctype html><title>Wifi</title><p>Welkom bij wifi in de trein. Accepteer de voorwaarden."
)


class Portal:
    """Answers at the server's own address, for as long as the server is gone."""

    def __init__(self, port: int, status: int) -> None:
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                portal.swallowed += self.path.startswith("/api/")
                self.send_response(status)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(PAGE)))
                self.end_headers()
                self.wfile.write(PAGE)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", "0")))
                self.do_GET()

            def log_message(self, format: str, *words: object) -> None:
                """Quiet: the test reads what the screen says."""

        portal = self
        self.swallowed = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Portal:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
