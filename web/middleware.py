"""What happens before and after every request: request id, host check, security headers, access log, metrics."""

import functools
import random
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import RequestRedirect

from web.core import logs, metrics, page_loads
from web.core.config import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# No script, no frame, nothing from other sites; a form is sent to us only.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
PROBES = frozenset(("/healthz", "/readyz", "/metrics"))
_PORT = re.compile(r":[0-9]*\Z")
_MAPPED_IPV4 = re.compile(r"::ffff:[0-9]+(?:\.[0-9]+){3}", re.ASCII | re.IGNORECASE)


def init_app(app: Flask, settings: Settings) -> None:
    """Wrap the application. Call it before what else runs before a request, and after what else runs after one."""
    begin_request = functools.partial(_begin_request, _own_hosts(settings))
    app.before_request_funcs.setdefault(None, []).insert(0, begin_request)
    app.after_request_funcs.setdefault(None, []).append(_finish_request)
    app.wsgi_app = _with_our_headers(app.wsgi_app, settings)  # type: ignore[assignment, method-assign]
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]


def _own_hosts(settings: Settings) -> frozenset[str]:
    """The host names that we serve; any other Host header is a 400."""
    urls = (urlsplit(url).hostname for url in (settings.url, settings.public_url))
    configured = (host.lower() for host in settings.hosts)
    return frozenset(("localhost", "127.0.0.1", "[::1]", *(host for host in urls if host), *configured))


def _with_our_headers(application: "WSGIApplication", settings: Settings) -> "WSGIApplication":
    """Add to every answer its id and the security headers. Outside Flask, because Flask checks each header again."""
    is_public = settings.mode == "production"  # browsers use TLS, even if our proxy calls us without

    def with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            headers = [*headers, ("X-Request-Id", environ["lipa.request_id"]), *SECURITY_HEADERS]
            if is_public or environ["wsgi.url_scheme"] == "https":
                headers.append(HSTS)
            return start_response(status, headers, *exc_info)

        environ["lipa.began"] = time.perf_counter()
        # A name for the logs, no secret: os.urandom would let another thread take Python's lock.
        environ["lipa.request_id"] = f"{random.getrandbits(64):016x}"  # nosec B311

        return application(environ, start)

    return with_headers


def _begin_request(hosts: frozenset[str]) -> ResponseReturnValue | None:
    environ = request.environ
    # A socket for both IP versions reports an IPv4 address as ::ffff:192.0.2.1. Without this, all of them
    # would count as one IPv6 network.
    source = request.remote_addr or ""
    if _MAPPED_IPV4.fullmatch(source):
        request.remote_addr = source[7:]
    # A probe names the address that it happens to reach us by. The answers say nothing about a host.
    if environ.get("PATH_INFO") in PROBES:
        return None
    # Flask's own TRUSTED_HOSTS encodes every name twice a request, a tenth of the cost of an empty request.
    if _PORT.sub("", environ.get("HTTP_HOST", "localhost")).lower() not in hosts:
        abort(400)
    # We read neither of these two. A foreign host in them is an attempt to mislead another program.
    forwarded = environ.get("HTTP_X_FORWARDED_HOST")
    if (forwarded and _PORT.sub("", forwarded).lower() not in hosts) or not environ.get("RAW_URI", "/").startswith("/"):
        abort(400)
    if isinstance(request.routing_exception, RequestRedirect):
        # /owner becomes /owner/. Redirect to the path alone: our proxy may call us without TLS.
        target = urlsplit(request.routing_exception.new_url)
        path = "/" + target.path.lstrip("/")
        return redirect(target._replace(scheme="", netloc="", path=path).geturl(), request.routing_exception.code)
    return None


def _finish_request(response: Response) -> Response:
    """Keep pages out of caches, log the request and count it."""
    environ, rule, status = request.environ, request.url_rule, response.status_code
    route = rule.rule if rule else "none"
    seconds = time.perf_counter() - environ["lipa.began"]
    if (response.content_type or "").startswith("text/html"):
        response.headers.setdefault("Cache-Control", "no-store")
        if status == 200 and not response.is_streamed:
            page_loads.count(seconds, response.content_length or 0)
    metrics.board.request(route, status, seconds)
    logs.access(route, status, seconds, environ["lipa.request_id"], environ.get("lipa.money", ""))
    return response
