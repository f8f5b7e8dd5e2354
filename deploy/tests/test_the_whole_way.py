"""A request through TLS, nginx as we ship it, gunicorn and the database: what the repository promises of the way."""

import re
import socket
from contextlib import ExitStack
from urllib.parse import urlencode

import psycopg
import pytest

from db.tests.database import Database
from deploy.tests.conftest import HOST, OUTSIDE, Way
from deploy.tests.proxies import Daemon
from web.tests.callbacks.conftest import confirmation
from web.tests.conftest import TOKEN
from web.tests.pages import world
from web.tests.raw_http import AMBIGUOUS, spoken

SLOW = 300  # clients; gunicorn has 8 threads
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN_PATH = f"/telco/{TOKEN}/c2b/confirmation"


def arrived(database: Database, receipt: str) -> bool:
    """It is written down; that it is a fare at once, on a busy machine, is for other tests."""
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute("select times_received from audit.callbacks where receipt = %s", [receipt]).fetchall()
    return rows == [(1,)]


def test_a_confirmation_arrives(way: Way, database: Database) -> None:
    assert way.callback(confirmation("QFR0000001")).status == 200
    assert arrived(database, "QFR0000001")


def test_behind_tls_a_person_has_careful_cookies_and_is_sent_nowhere_in_clear(way: Way) -> None:
    page = way.ask("GET", "/login")
    assert page.status == 200
    assert page.all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert page.all("X-Content-Type-Options") == ["nosniff"]
    form = urlencode({"phone": world.OWNER_PHONE, "password": world.PASSWORD}).encode()
    here = f"https://{HOST}:{way.hop.port}"
    answer = way.ask("POST", "/login", form, FORM | {"Origin": here})
    assert answer.status == 303, answer.body
    cookies = answer.all("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-lipa_session", "__Host-lipa_device"}
    assert all("Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    cookie = {"Cookie": "; ".join(written.partition(";")[0] for written in cookies)}
    for sent in (answer, way.ask("GET", "/owner", None, cookie), way.ask("GET", "/owner/")):
        (place,) = sent.all("Location")
        assert re.match("/(?!/)", place), "by its path alone"
    assert way.ask("GET", "/owner/", None, cookie).status == 200


def test_a_form_from_elsewhere_or_from_clear_text_is_refused(way: Way) -> None:
    for origin in ("https://evil.example", f"http://{HOST}:{way.hop.port}", f"https://{HOST}"):
        assert way.ask("POST", "/login", b"", {"Origin": origin}).status == 403, origin


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("hop", "source"), [("hop", OUTSIDE), ("appending", "127.0.0.10"), ("appending", "127.0.0.1")])
def test_where_a_message_comes_from_is_what_the_hop_saw_whatever_the_caller_says(
    way: Way, database: Database, hop: str, source: str
) -> None:
    """The last of these callers is one whom nginx would believe, were it a hop."""
    through: Daemon = getattr(way, hop)
    lies = {"X-Forwarded-For": "203.0.113.66, 127.0.0.1", "X-Real-IP": "203.0.113.66", "Forwarded": "for=203.0.113.66",
            "X_Forwarded_For": "203.0.113.66", "X-Forwarded-Proto": "http", "X-Forwarded-Protocol": "http"}  # fmt: skip

    def is_noted() -> bool:
        assert way.ask("POST", TOKEN_PATH, b"{}", lies, hop=through, source=source).status == 200
        with psycopg.connect(database.owner_url) as owner:
            rows = owner.execute("select host(source) from mobile_money.callback_sources").fetchall()
        assert ("203.0.113.66",) not in rows
        return (source,) in rows

    # On a machine so busy that there was no time to note it, it is noted a minute later.
    world.eventually(is_noted, 100)
    tried = []
    for n in range(100):  # one more is let in every six seconds, and who can't be counted in time is let in
        said = {"X-Forwarded-For": f"198.51.100.{n}"}
        tried.append(way.ask("POST", "/telco/wrong/ussd", b"", said, hop=through, source=source).status)
        if tried[-1] == 429:
            break
    assert (tried[:10], tried[-1]) == ([404] * 10, 429), "they are one caller's"


def test_a_large_body_is_413_and_a_callback_may_have_64_kb(way: Way) -> None:
    assert way.ask("POST", TOKEN_PATH, b"x" * 10_000_000).status == 413
    assert way.ask("POST", TOKEN_PATH, [b"x" * 10_000] * 100).status == 413
    assert way.ask("POST", "/login", b"x" * 65_537).status == 413
    assert way.ask("POST", TOKEN_PATH, b"x" * 65_000).status == 200, "kept, and nobody's money is lost"


def test_what_two_readers_could_read_differently_is_refused(way: Way) -> None:
    head = "POST /login HTTP/1.1\r\nHost: localhost\r\n"
    after = "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for headers in AMBIGUOUS:
        statuses = spoken(way.front.port, f"{head}{headers}Connection: close\r\n\r\n{after}", OUTSIDE)
        assert statuses in ([400], [501]), headers


def test_another_host_however_it_is_named_is_refused(way: Way) -> None:
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
        assert spoken(way.front.port, request + "Connection: close\r\n\r\n", OUTSIDE) == [400], request
    honest = "GET /login HTTP/1.1\r\nHost: lipa.example\r\nConnection: close\r\n\r\n"
    assert spoken(way.front.port, honest, OUTSIDE) == [200]


def test_figures_are_for_nobody_outside(way: Way) -> None:
    for path in ("/metrics", "/metrics/", "//metrics", "/%6detrics", "/./metrics", "/x/../metrics", "/metrics?a=b",
                 "/telco/../metrics", "/telco/..%2fmetrics", "/METRICS", "/telco/%2e%2e/metrics", "/metrics;x"):  # fmt: skip
        answer = way.ask("GET", path)
        assert answer.status == 404, path
        assert b"lipa_" not in answer.body


def test_every_answer_has_an_id_of_ours(way: Way) -> None:
    told = [way.ask("GET", "/healthz", None, {"X-Request-Id": "f" * 16}).all("X-Request-Id") for _ in range(2)]
    assert all(len(ids) == 1 and re.fullmatch("[0-9a-f]{16}", ids[0]) for ids in told)
    assert len({*told[0], *told[1], "f" * 16}) == 3


def test_hundreds_of_slow_clients_hold_up_no_callback_and_no_page(way: Way, database: Database) -> None:
    half = [f"POST {TOKEN_PATH} HTTP/1.1\r\nHost: {HOST}\r\n",
            f"POST {TOKEN_PATH} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5000\r\n\r\n{{"]  # fmt: skip
    trust = way.trust()
    with ExitStack() as stack:
        for n in range(SLOW):
            port = way.hop.port if n % 3 else way.front.port
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port), 30))
            if n % 3:
                line = stack.enter_context(trust.wrap_socket(line))
            line.sendall(half[n % 2].encode())
        assert way.callback(confirmation("QFR0000002")).status == 200
        assert way.ask("GET", "/login").status == 200
    assert arrived(database, "QFR0000002")


def test_the_token_stands_in_no_log_of_anybody_on_the_way(way: Way) -> None:
    assert way.callback(confirmation("QFR0000003")).status == 200
    logs = way.logs()
    assert "c2b/confirmation" in logs["callbacks"]
    assert [name for name, said in logs.items() if TOKEN in said or TOKEN_PATH in said] == []
