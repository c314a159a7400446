"""What answers at the desk's address once the workspace is locked: one sentence, whoever asks for whatever."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SENTENCES = {
    "en": "The workspace is locked: stop this program and start it again with the passphrase.",
    "ru": "Рабочее место заперто: остановите эту программу и запустите её снова с парольной фразой.",
}
PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Qalqan</title></head><body>"
    + "".join(f"<p lang={language}>{words}</p>" for language, words in SENTENCES.items())
    + "</body></html>"
).encode()
PROBLEM = json.dumps({"type": "about:blank", "title": "Locked", "status": 503, "detail": SENTENCES["en"]}).encode()


def answer_locked(port: int) -> None:
    """Answers until it is interrupted. Holds no key and knows no record."""
    with ThreadingHTTPServer(("127.0.0.1", port), _Locked) as server:
        server.serve_forever()


class _Locked(BaseHTTPRequestHandler):
    timeout = 10

    def _answer(self) -> None:
        of_a_program = self.path.startswith("/api/")
        content = PROBLEM if of_a_program else PAGE
        self.send_response_only(503)
        self.send_header("Content-Type", "application/problem+json" if of_a_program else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Clear-Site-Data", '"cache", "storage"')
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer

    def log_message(self, *_: Any) -> None:
        """Who asks for what is written nowhere."""
