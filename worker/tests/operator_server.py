"""A stand-in for both operators on loopback: it answers what a test tells it to, and records what it was asked."""

import contextlib
import json
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from db.tests.long import some

PHONE = "254700000126"
Reply = Callable[[BaseHTTPRequestHandler], None]


class _Server(ThreadingHTTPServer):
    """A server that can tell its silent handlers that the test is over."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.over = threading.Event()


def says(status: int, body: object = None, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        written = json.dumps(body).encode() if body is not None else b"<html>trouble</html>"
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(written)))
        handler.end_headers()
        handler.wfile.write(written)

    return reply


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """Take the request, then close the connection without an answer."""
    handler.close_connection = True


def is_silent(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and don't answer until the test is over."""
    assert isinstance(handler.server, _Server)
    handler.server.over.wait(20)
    handler.close_connection = True


def never_ends(pause: float) -> Reply:
    """A head, then a byte now and then, or many at once, until the other side or the test has had enough."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        assert isinstance(handler.server, _Server)
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while not handler.server.over.wait(pause):
                handler.wfile.write(b" " if pause else b" " * 65536)

    return drip


def slowly(reply: Reply, wait: Callable[[], object]) -> Reply:
    def answer_later(handler: BaseHTTPRequestHandler) -> None:
        wait()
        reply(handler)

    return answer_later


TOKEN = says(200, {"access_token": "t-1", "expires_in": "3599"})
ACCEPTED = says(200, {"MerchantRequestID": "M1", "CheckoutRequestID": "C1", "ResponseCode": "0"})


def result(code: str) -> Reply:
    """The answer to a push query."""
    return says(200, {"ResponseCode": "0", "CheckoutRequestID": "C1", "ResultCode": code, "ResultDesc": "whatever"})


def trouble(status: int, code: str) -> Reply:
    return says(status, {"requestId": "1-2", "errorCode": code, "errorMessage": "whatever"})


# What Daraja, and the gateways in front of it, say instead of "bring another token".
ALL_BAD_TOKENS: dict[str, tuple[Reply, str]] = {
    "404.001.03": (trouble(404, "404.001.03"), "404.001.03"),
    "401.003.01": (trouble(401, "401.003.01"), "401.003.01"),
    "400.003.01": (trouble(400, "400.003.01"), "400.003.01"),
    "401.002.01": (trouble(401, "401.002.01"), "401.002.01"),
    "another status": (trouble(500, " 401.003.01 "), "401.003.01"),
    "other names": (says(200, {"ErrorCode": "401.002.01"}), "401.002.01"),
    "bare 401": (says(401), "401"),
    "a number": (says(401, {"fault": {"code": 900901, "message": "Invalid Credentials"}}), "900901"),
    "nested": (
        says(403, {"fault": {"detail": {"errorcode": "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound"}}}),
        "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound",
    ),
    "expired": (
        says(400, {"fault": {"detail": {"errorcode": "keymanagement.service.access_token_expired"}}}),
        "keymanagement.service.access_token_expired",
    ),
}
BAD_TOKENS = dict(some(list(ALL_BAD_TOKENS.items()), 2))


def taken(code: int, message_id: str = "AT1") -> Reply:
    """The SMS gateway's answer about its one recipient."""
    entry = {"statusCode": code, "number": f"+{PHONE}", "status": "whatever", "cost": "KES 0.8000"}
    return says(201, {"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [entry | {"messageId": message_id}]}})


class Operator:
    """Both operators in one: records the requests, and answers each path from a list of replies."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self._replies: dict[str, deque[Reply]] = {}
        operator = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if "form" in self.headers.get("Content-Type", ""):
                    operator.answer(self, {name: values[0] for name, values in parse_qs(body.decode()).items()})
                else:
                    operator.answer(self, json.loads(body or b"{}"))

            def do_GET(self) -> None:
                operator.answer(self, {})

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def will(self, part: str, *replies: Reply) -> None:
        """Answer requests whose path has this part: one reply each, the last one for ever."""
        self._replies[part] = deque(replies)

    def answer(self, handler: BaseHTTPRequestHandler, fields: dict[str, Any]) -> None:
        self.asked.append((handler.path, fields, dict(handler.headers)))
        replies = next((replies for part, replies in self._replies.items() if part in handler.path), deque([says(404)]))
        (replies.popleft() if len(replies) > 1 else replies[0])(handler)

    def heard(self, part: str) -> list[dict[str, Any]]:
        return [fields for path, fields, _ in self.asked if part in path]

    def close(self) -> None:
        self._server.over.set()
        self._server.shutdown()
        self._server.server_close()
