"""nginx as we ship it, in front of a server that is absent, is silent, or hangs up."""

import contextlib
import http.client
import re
import shutil
import socket
import time
from collections.abc import Mapping
from ipaddress import ip_address, ip_network

import pytest

from deploy.tests import proxies
from deploy.tests.conftest import NOTHING
from deploy.tests.proxies import TEMPS, Daemon
from web.tests.conftest import TOKEN
from web.tests.servers import ROOT

CALLBACK = f"/telco/{TOKEN}/c2b/confirmation"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def ask(
    front: Daemon, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NOTHING
) -> tuple[http.client.HTTPResponse, str]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)) as line:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        return answer, answer.read().decode()


def assert_unavailable(answer: http.client.HTTPResponse, body: str) -> None:
    """503, so that an operator tries again, in both languages for a person; it does not name the software."""
    assert answer.status == 503
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert int(answer.headers["Retry-After"]) > 0
    assert body.splitlines() == ["Mfumo haupatikani kwa sasa. Jaribu tena.", "Not reachable right now. Try again."]
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_server_behind_it_answers_503() -> None:
    with proxies.refusing_port() as one, proxies.refusing_port() as other, proxies.nginx(one, other) as front:
        for method, path in (("POST", CALLBACK), ("GET", "/owner/"), ("POST", "/login")):
            assert_unavailable(*ask(front, method, path, b"{}" if method == "POST" else b""))
        assert front.read_log() == ""


def test_nginx_forwards_one_address_and_one_scheme() -> None:
    with proxies.upstream(OK) as behind, proxies.nginx(behind.port, behind.port) as front:
        lies = {"X-Forwarded-For": "203.0.113.66, 127.0.0.9", "X-Forwarded-Proto": "https, http"}
        assert ask(front, "GET", "/login", b"", lies)[0].status == 200
    (received,) = behind.received
    forwarded = re.findall(rb"^X-Forwarded-(\w+): (.*)\r$", received, re.MULTILINE)
    assert sorted(forwarded) == [(b"For", b"127.0.0.9"), (b"Proto", b"http")]


def test_a_silent_server_gets_a_callback_once_and_the_sender_an_answer_in_time() -> None:
    with proxies.upstream(None) as silent, proxies.nginx(silent.port, silent.port) as front:
        began = time.monotonic()
        assert_unavailable(*ask(front, "POST", CALLBACK, b"{}"))
        assert time.monotonic() - began >= 3, "we answer within three seconds ourselves: that must not be cut off"
        assert len(silent.received) == 1


def test_a_server_that_hangs_up_gets_a_message_once() -> None:
    with proxies.upstream(b"") as rude, proxies.nginx(rude.port, rude.port) as front:
        for times, path in enumerate((CALLBACK, "/login"), 1):
            assert_unavailable(*ask(front, "POST", path, b"{}"))
            assert len(rude.received) == times


def test_no_body_is_written_to_disk() -> None:
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n" + b"x" * 400_000
    with (
        proxies.upstream(OK) as callbacks,
        proxies.upstream(large) as pages,
        proxies.nginx(callbacks.port, pages.port) as front,
    ):
        for name in TEMPS:  # so every attempt to write there fails
            shutil.rmtree(front.home / name)
        answer, body = ask(front, "POST", CALLBACK, b"x" * 65_000)
        assert (answer.status, body) == (200, "ok")
        line = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
        line.sock = slow_reader(front.port)
        line.request("GET", "/owner/statement")
        assert len(line.getresponse().read()) == 400_000
        line.close()
        assert front.read_log() == "", "not even the token of the callback"


def slow_reader(port: int) -> socket.socket:
    """A connection that takes little at a time, so that nginx has to keep the rest somewhere."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(30)
    line.connect(("127.0.0.1", port))
    return line


def test_nginx_closes_an_idle_connection_before_gunicorn_does() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    served = (ROOT / "deploy" / "gunicorn.conf.py").read_text(encoding="utf-8")
    (ends,) = re.findall(r"^keepalive = ([0-9]+)$", served, re.MULTILINE)
    upstreams = re.findall(r"upstream \w+ \{(.*?)\}", conf, re.DOTALL)
    kept = [re.findall(r"keepalive_timeout ([0-9]+)s", upstream) for upstream in upstreams]
    # A POST is lost on a connection that is closed at that moment: nginx does not send it twice.
    assert [len(seconds) for seconds in kept] == [1, 1]
    assert all(int(seconds) < int(ends) for (seconds,) in kept)


@pytest.mark.parametrize("name", ["callbacks", "pages"])
def test_compose_gives_a_fixed_address_to_every_server_that_nginx_names(name: str) -> None:
    """nginx looks a name up once, at its start, so the address must be fixed and known before the server runs."""
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    (named,) = re.findall(rf'"{name}:([0-9.]+)"', compose)
    (own,) = re.findall(rf"^  {name}:\n(?:    .*\n)*?.*ipv4_address: ([0-9.]+)", compose, re.MULTILINE)
    (given,) = re.findall(r"ip_range: ([0-9./]+)", compose)
    assert named == own
    assert ip_address(own) not in ip_network(given), "and nobody else is given it"


def test_nginx_trusts_only_the_gateway_of_composes_network() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    (gateway,) = re.findall(r"gateway: ([0-9.]+)", compose)
    assert set(re.findall(r"set_real_ip_from (\S+);", conf)) == {"127.0.0.1", gateway}
