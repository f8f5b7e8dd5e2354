"""Hostile HTTP requests: an invalid request never reaches a handler."""

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web
from web.routes import ROUTES
from web.tests.conftest import TOKEN
from web.tests.raw_http import AMBIGUOUS, spoken
from web.tests.servers import Gunicorn, gunicorn

HEAD = "POST /login HTTP/1.1\r\nHost: localhost\r\n"
UNSAFE = r"<script|javascript:|\son[a-z]+\s*=|<iframe|<object|<embed|\sstyle\s*=|<style"
SMUGGLED = "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def served(environ: dict[str, str]) -> Iterator[Gunicorn]:
    """gunicorn, with no proxy in front of it."""
    with gunicorn(environ | {"LIPA_WEB_WORKERS": "1", "LIPA_WEB_THREADS": "2"}) as server:
        yield server


def test_ambiguous_request_is_refused(served: Gunicorn) -> None:
    for headers in AMBIGUOUS:
        statuses = spoken(served.port, HEAD + headers + "\r\n" + SMUGGLED)
        assert len(statuses) == 1, headers
        assert statuses[0] in (400, 501), headers


def test_absolute_address_and_foreign_host_are_refused(served: Gunicorn) -> None:
    for first, host in (("http://evil.example/login", "localhost"), ("http://localhost/login", "evil.example"),
                        ("/login", "evil.example"), ("*", "localhost")):  # fmt: skip
        request = f"GET {first} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        assert spoken(served.port, request) == [400], (first, host)
    assert spoken(served.port, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") == [200]


@pytest.mark.parametrize(("path", "header", "value", "status"), [
    ("/healthz", "SCRIPT_NAME", "/evil", 200), ("/healthz", "SCRIPT_NAME", "/healthz", 200),
    ("/x/metrics", "SCRIPT_NAME", "/x", 404), ("/x", "PATH_INFO", "/metrics", 404),
    ("/healthz", "X-Forwarded-Proto", "https", 200), ("/healthz", "X-Forwarded-Ssl", "on", 200),
    ("/healthz", "X-Forwarded-Protocol", "ssl", 200)
])  # fmt: skip
def test_local_headers_are_no_proxy_headers(served: Gunicorn, path: str, header: str, value: str, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", path, headers={"Host": "localhost", header: value})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Strict-Transport-Security")) == (status, None)
    connection.close()


@pytest.mark.parametrize("host", ["evil.example", "localhost, evil.example", "localhost@evil.example"])
def test_foreign_forwarded_host_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/login", headers={"X-Forwarded-Host": host}).status_code == 400
    for ours in ("localhost:8000", "LocalHost"):
        assert client.get("/login", headers={"X-Forwarded-Host": ours}).status_code == 200


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_method_is_not_overridden(client: FlaskClient, header: str, method: str) -> None:
    assert client.get("/healthz", headers={header: method}).status_code == 200
    assert client.get(f"/telco/{TOKEN}/ussd?_method=POST", headers={header: method}).status_code == 405
    for path in ("/logout", "/language"):
        assert client.get(path, headers={header: method}).status_code == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused_everywhere(client: FlaskClient, method: str) -> None:
    for route in ROUTES:
        path = re.sub(r"<[^>]*>", "x", route.path)
        assert client.open(path, method=method).status_code in (400, 405, 501)


def test_templates_hold_no_script_and_every_form_has_a_csrf_token() -> None:
    for path in (Path(web.__file__).parent / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(UNSAFE, text, re.IGNORECASE), path
        assert "|safe" not in text.replace(" ", ""), path
        for form in re.findall(r"<form[^>]*method=.post.*?</form>", text, re.IGNORECASE | re.DOTALL):
            public = re.search(r'action="/(login|language|reset|c/)', form)
            assert public or "csrf" in form, (path, form[:120])


def test_security_headers_of_a_page(client: FlaskClient) -> None:
    headers = client.get("/login", base_url="https://localhost").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'self'", "default-src does not cover forms"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
