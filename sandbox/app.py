"""The sandbox as a Flask app, and its server."""

from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sandbox.console import console
from sandbox.daraja import daraja
from sandbox.daraja.common import RefusedError, format_refusal
from sandbox.demo_links import demo_links
from sandbox.phone_page import phone_page
from sandbox.settings import Settings
from sandbox.sim_swaps import sim_swaps
from sandbox.simulated_operator import Operator
from sandbox.sms_api import sms_api
from sandbox.store import Store

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(settings: Settings, store: Store | None = None) -> Flask:
    """Create the app. It sends nothing until app.extensions['operator'].start() is called."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["operator"] = Operator(settings, store or Store(settings.books))
    for blueprint in (daraja, sms_api, sim_swaps, console, phone_page, demo_links):
        app.register_blueprint(blueprint)
    app.register_error_handler(RefusedError, format_refusal)
    app.before_request(reject_other_origins)
    app.after_request(add_security_headers)
    app.add_url_rule("/healthz", view_func=lambda: jsonify(ok=True), endpoint="healthz")
    return app


def reject_other_origins() -> tuple[str, int] | None:
    """Reject a form that a page of another site sends."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        return "Another site's form\n", 403
    return None


def add_security_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


class QuietRequestHandler(WSGIRequestHandler):
    """Keeps connections open, sends small answers at once, and logs no request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def create_server(app: Flask, host: str, port: int) -> BaseWSGIServer:
    """One process with a thread per connection (docs/decisions/sandbox.md)."""
    return make_server(host, port, app, threaded=True, request_handler=QuietRequestHandler)
