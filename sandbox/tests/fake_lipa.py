"""A fake Lipa Fare on loopback. It records what the operator sends and answers as the test decides."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

MENU = "CON Lipa Fare. Weka namba ya gari\niliyo mlangoni, mfano 4628\n98 English"
CONFIRM = "CON Lipa KES 60\n4628 Njia 46, Kawangware\nAda ya M-Pesa: 0\n1 Lipa\n0 Rudi 00 Ondoka"
FAREWELL = "END Weka PIN ya M-Pesa kwenye ujumbe unaokuja."


@dataclass
class Call:
    path: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body, keep_blank_values=True))


def usual_answer(call: Call) -> tuple[int, str]:
    if call.path.endswith("/c2b/validation"):
        return 200, '{"ResultCode":"0","ResultDesc":"Accepted","ThirdPartyTransID":"T1"}'
    if call.path.endswith("/ussd"):
        text = call.form["text"].removeprefix("98*").removeprefix("98")
        return 200, FAREWELL if text.endswith("*1") else CONFIRM if text else MENU
    return 200, '{"ResultCode":0,"ResultDesc":"Success"}'


@dataclass
class FakeLipa:
    calls: list[Call] = field(default_factory=list)
    answer: Callable[[Call], tuple[int, str]] = usual_answer

    def start(self) -> None:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                call = Call(self.path, dict(self.headers), body)
                fake.calls.append(call)
                status, text = fake.answer(call)
                self.send_response(status)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def wait_for(self, path_end: str, number: int = 1, max_wait: float = 20) -> list[Call]:
        """The calls whose path has this end, once there are that many or the time is over."""
        until = time.monotonic() + max_wait
        while True:
            found = [call for call in self.calls if call.path.endswith(path_end)]
            if len(found) >= number or time.monotonic() > until:
                return found
            time.sleep(0.02)
