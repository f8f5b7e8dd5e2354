"""The sandbox as a Flask app, and the server that carries it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .carrier import Operator
from .console import console
from .daraja import daraja
from .daraja.common import RefusedError, refusal
from .phone import phone
from .settings import Settings
from .sms_api import sms_api
from .store import Store

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(settings: Settings, store: Store | None = None) -> Flask:
    """Made, not yet started: app.extensions['operator'].start() begins to send."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["operator"] = Operator(settings, store or Store(settings.books))
    for blueprint in (daraja, sms_api, console, phone):
        app.register_blueprint(blueprint)
    app.register_error_handler(RefusedError, refusal)
    app.before_request(same_origin)
    app.after_request(harden)
    app.add_url_rule("/healthz", view_func=lambda: jsonify(ok=True), endpoint="healthz")
    return app


def same_origin() -> tuple[str, int] | None:
    """Another site's page may not press our keys."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        return "Another site's form\n", 403
    return None


def harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


class Handler(WSGIRequestHandler):
    """Connections are kept open and small answers leave at once; nothing is printed for each request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def server(app: Flask, host: str, port: int) -> BaseWSGIServer:
    """One process, a thread for each connection: the books are one memory (docs/decisions/sandbox.md)."""
    return make_server(host, port, app, threaded=True, request_handler=Handler)
