"""A request through TLS, nginx as we ship it, gunicorn and the database."""

import re
import socket
from contextlib import ExitStack
from urllib.parse import urlencode

import psycopg
import pytest

from db.tests.database import Database
from deploy.tests.conftest import HOST, OUTSIDE, Deployment
from deploy.tests.proxies import Daemon
from web.tests.callbacks.conftest import confirmation
from web.tests.conftest import TOKEN
from web.tests.pages import world
from web.tests.raw_http import AMBIGUOUS, spoken

SLOW = 300  # clients; gunicorn has 8 threads
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN_PATH = f"/telco/{TOKEN}/c2b/confirmation"


def arrived(database: Database, receipt: str) -> bool:
    """Whether it is stored. On a busy machine it may become a fare later."""
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute("select times_received from audit.callbacks where receipt = %s", [receipt]).fetchall()
    return rows == [(1,)]


def test_a_confirmation_arrives(deployment: Deployment, database: Database) -> None:
    assert deployment.confirm(confirmation("QFR0000001")).status == 200
    assert arrived(database, "QFR0000001")


def test_behind_tls_cookies_are_secure_and_redirects_have_no_scheme(deployment: Deployment) -> None:
    page = deployment.request("GET", "/login")
    assert page.status == 200
    assert page.headers_named("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert page.headers_named("X-Content-Type-Options") == ["nosniff"]
    form = urlencode({"phone": world.OWNER_PHONE, "password": world.PASSWORD}).encode()
    here = f"https://{HOST}:{deployment.hop.port}"
    answer = deployment.request("POST", "/login", form, FORM | {"Origin": here})
    assert answer.status == 303, answer.body
    cookies = answer.headers_named("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-lipa_session", "__Host-lipa_device"}
    assert all("Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    cookie = {"Cookie": "; ".join(written.partition(";")[0] for written in cookies)}
    for sent in (answer, deployment.request("GET", "/owner", None, cookie), deployment.request("GET", "/owner/")):
        (place,) = sent.headers_named("Location")
        assert re.match("/(?!/)", place), "by its path alone"
    assert deployment.request("GET", "/owner/", None, cookie).status == 200


def test_a_form_of_another_site_or_from_http_is_refused(deployment: Deployment) -> None:
    for origin in ("https://evil.example", f"http://{HOST}:{deployment.hop.port}", f"https://{HOST}"):
        assert deployment.request("POST", "/login", b"", {"Origin": origin}).status == 403, origin


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("hop", "source"), [("hop", OUTSIDE), ("appending", "127.0.0.10"), ("appending", "127.0.0.1")])
def test_the_source_is_what_the_hop_saw(deployment: Deployment, database: Database, hop: str, source: str) -> None:
    """Whatever the caller claims. nginx would trust the last of these callers if it were a hop."""
    through: Daemon = getattr(deployment, hop)
    lies = {"X-Forwarded-For": "203.0.113.66, 127.0.0.1", "X-Real-IP": "203.0.113.66", "Forwarded": "for=203.0.113.66",
            "X_Forwarded_For": "203.0.113.66", "X-Forwarded-Proto": "http", "X-Forwarded-Protocol": "http"}  # fmt: skip

    def is_noted() -> bool:
        assert deployment.request("POST", TOKEN_PATH, b"{}", lies, hop=through, source=source).status == 200
        with psycopg.connect(database.owner_url) as owner:
            rows = owner.execute("select host(source) from mobile_money.callback_sources").fetchall()
        assert ("203.0.113.66",) not in rows
        return (source,) in rows

    # On a busy machine there may be no time to note it; then it is noted a minute later.
    world.eventually(is_noted, 100)
    statuses = []
    for n in range(100):  # one more may pass every six seconds, and a request that can't be counted in time
        claim = {"X-Forwarded-For": f"198.51.100.{n}"}
        statuses.append(deployment.request("POST", "/telco/wrong/ussd", b"", claim, hop=through, source=source).status)
        if statuses[-1] == 429:
            break
    assert (statuses[:10], statuses[-1]) == ([404] * 10, 429), "all are counted as one caller"


def test_a_large_body_is_413_and_a_callback_may_have_64_kb(deployment: Deployment) -> None:
    assert deployment.request("POST", TOKEN_PATH, b"x" * 10_000_000).status == 413
    assert deployment.request("POST", TOKEN_PATH, [b"x" * 10_000] * 100).status == 413
    assert deployment.request("POST", "/login", b"x" * 65_537).status == 413
    assert deployment.request("POST", TOKEN_PATH, b"x" * 65_000).status == 200, "kept, so no money is lost"


def test_an_ambiguous_request_is_refused(deployment: Deployment) -> None:
    head = "POST /login HTTP/1.1\r\nHost: localhost\r\n"
    after = "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for headers in AMBIGUOUS:
        statuses = spoken(deployment.front.port, f"{head}{headers}Connection: close\r\n\r\n{after}", OUTSIDE)
        assert statuses in ([400], [501]), headers


def test_another_host_is_refused(deployment: Deployment) -> None:
    for request in (
        "GET /login HTTP/1.1\r\nHost: evil.example\r\n",
        "GET http://evil.example/login HTTP/1.1\r\nHost: lipa.example\r\n",
        "GET http://lipa.example/login HTTP/1.1\r\nHost: evil.example\r\n",
        "GET http://lipa.example/login HTTP/1.1\r\nHost: lipa.example\r\n",
        "GET /login HTTP/1.1\r\nHost: lipa.example\r\nX-Forwarded-Host: evil.example\r\n",
        "GET /login HTTP/1.1\r\nHost: lipa.example\r\nHost: evil.example\r\n",
        "GET /login HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: lipa.example\r\n",
    ):
        assert spoken(deployment.front.port, request + "Connection: close\r\n\r\n", OUTSIDE) == [400], request
    honest = "GET /login HTTP/1.1\r\nHost: lipa.example\r\nConnection: close\r\n\r\n"
    assert spoken(deployment.front.port, honest, OUTSIDE) == [200]


def test_metrics_are_not_served_outside(deployment: Deployment) -> None:
    for path in ("/metrics", "/metrics/", "//metrics", "/%6detrics", "/./metrics", "/x/../metrics", "/metrics?a=b",
                 "/telco/../metrics", "/telco/..%2fmetrics", "/METRICS", "/telco/%2e%2e/metrics",
                 "/metrics;x"):  # fmt: skip
        answer = deployment.request("GET", path)
        assert answer.status == 404, path
        assert b"lipa_" not in answer.body


def test_every_answer_has_an_id_of_ours(deployment: Deployment) -> None:
    answers = [deployment.request("GET", "/healthz", None, {"X-Request-Id": "f" * 16}) for _ in range(2)]
    ids = [answer.headers_named("X-Request-Id") for answer in answers]
    assert all(len(found) == 1 and re.fullmatch("[0-9a-f]{16}", found[0]) for found in ids)
    assert len({*ids[0], *ids[1], "f" * 16}) == 3


def test_hundreds_of_slow_clients_delay_no_callback_and_no_page(deployment: Deployment, database: Database) -> None:
    half = [f"POST {TOKEN_PATH} HTTP/1.1\r\nHost: {HOST}\r\n",
            f"POST {TOKEN_PATH} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5000\r\n\r\n{{"]  # fmt: skip
    trust = deployment.trust()
    with ExitStack() as stack:
        for n in range(SLOW):
            port = deployment.hop.port if n % 3 else deployment.front.port
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port), 30))
            if n % 3:
                line = stack.enter_context(trust.wrap_socket(line))
            line.sendall(half[n % 2].encode())
        assert deployment.confirm(confirmation("QFR0000002")).status == 200
        assert deployment.request("GET", "/login").status == 200
    assert arrived(database, "QFR0000002")


def test_no_log_holds_the_token(deployment: Deployment) -> None:
    assert deployment.confirm(confirmation("QFR0000003")).status == 200
    logs = deployment.logs()
    assert "c2b/confirmation" in logs["callbacks"]
    assert [name for name, text in logs.items() if TOKEN in text or TOKEN_PATH in text] == []
