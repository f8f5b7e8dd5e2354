"""nginx as we ship it, before somebody who is not there, is silent, or hears everything twice."""

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
    front: Daemon, method: str, path: str, body: bytes = b"", said: Mapping[str, str] = NOTHING
) -> tuple[http.client.HTTPResponse, str]:
    line = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
    line.request(method, path, body, said)
    answer = line.getresponse()
    words = answer.read().decode()
    line.close()
    return answer, words


def is_plainly_away(answer: http.client.HTTPResponse, said: str) -> None:
    """503, so that an operator comes again, and a person reads it in both languages; of what we run on nothing."""
    assert answer.status == 503
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert int(answer.headers["Retry-After"]) > 0
    assert said.splitlines() == ["Mfumo haupatikani kwa sasa. Jaribu tena.", "Not reachable right now. Try again."]
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_behind_is_a_plain_503() -> None:
    with proxies.nobody() as one, proxies.nobody() as other, proxies.front(one, other) as front:
        for method, path in (("POST", CALLBACK), ("GET", "/owner/"), ("POST", "/login")):
            is_plainly_away(*ask(front, method, path, b"{}" if method == "POST" else b""))
        assert front.said() == ""


def test_what_is_told_of_the_caller_is_one_address_and_one_scheme() -> None:
    with proxies.upstream(OK) as behind, proxies.front(behind.port, behind.port) as front:
        lies = {"X-Forwarded-For": "203.0.113.66, 127.0.0.9", "X-Forwarded-Proto": "https, http"}
        assert ask(front, "GET", "/login", b"", lies)[0].status == 200
    (heard,) = behind.heard
    told = re.findall(rb"^X-Forwarded-(\w+): (.*)\r$", heard, re.MULTILINE)
    assert sorted(told) == [(b"For", b"127.0.0.9"), (b"Proto", b"http")]


def test_who_is_silent_hears_a_callback_once_and_its_sender_is_told_in_time() -> None:
    with proxies.upstream(None) as silent, proxies.front(silent.port, silent.port) as front:
        began = time.monotonic()
        is_plainly_away(*ask(front, "POST", CALLBACK, b"{}"))
        assert time.monotonic() - began >= 3, "we answer within three seconds ourselves: that must not be cut off"
        assert len(silent.heard) == 1


def test_who_hangs_up_hears_a_message_once() -> None:
    with proxies.upstream(b"") as rude, proxies.front(rude.port, rude.port) as front:
        for times, path in enumerate((CALLBACK, "/login"), 1):
            is_plainly_away(*ask(front, "POST", path, b"{}"))
            assert len(rude.heard) == times


def test_no_body_touches_the_disk_so_none_stays_there_and_a_full_one_stops_no_money() -> None:
    large = b"HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n" + b"x" * 400_000
    with (
        proxies.upstream(OK) as callbacks,
        proxies.upstream(large) as pages,
        proxies.front(callbacks.port, pages.port) as front,
    ):
        for name in TEMPS:  # whoever wants to write there fails
            shutil.rmtree(front.home / name)
        answer, said = ask(front, "POST", CALLBACK, b"x" * 65_000)
        assert (answer.status, said) == (200, "ok")
        line = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
        line.sock = slow_reader(front.port)
        line.request("GET", "/owner/statement")
        assert len(line.getresponse().read()) == 400_000
        line.close()
        assert front.said() == "", "not even the token of the callback"


def slow_reader(port: int) -> socket.socket:
    """Takes little at a time, so that nginx has to keep the rest somewhere."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(30)
    line.connect(("127.0.0.1", port))
    return line


def test_nginx_lets_an_idle_line_go_before_gunicorn_does() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    served = (ROOT / "deploy" / "gunicorn.conf.py").read_text(encoding="utf-8")
    (ends,) = re.findall(r"^keepalive = ([0-9]+)$", served, re.MULTILINE)
    upstreams = re.findall(r"upstream \w+ \{(.*?)\}", conf, re.DOTALL)
    kept = [re.findall(r"keepalive_timeout ([0-9]+)s", upstream) for upstream in upstreams]
    # On a line that is closed that very moment a POST is lost: it is not sent twice.
    assert [len(seconds) for seconds in kept] == [1, 1]
    assert all(int(seconds) < int(ends) for (seconds,) in kept)


@pytest.mark.parametrize("name", ["callbacks", "pages"])
def test_nginx_starts_and_stays_right_whoever_of_compose_is_made_anew(name: str) -> None:
    """A name is looked up once, at its start: so it is a fixed address, and known while nobody is there."""
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    (told,) = re.findall(rf'"{name}:([0-9.]+)"', compose)
    (own,) = re.findall(rf"^  {name}:\n(?:    .*\n)*?.*ipv4_address: ([0-9.]+)", compose, re.MULTILINE)
    (given,) = re.findall(r"ip_range: ([0-9./]+)", compose)
    assert told == own
    assert ip_address(own) not in ip_network(given), "and nobody else is given it"


def test_the_hop_that_is_believed_is_the_gateway_of_composes_network_and_nobody_else_in_it() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    (gateway,) = re.findall(r"gateway: ([0-9.]+)", compose)
    assert set(re.findall(r"set_real_ip_from (\S+);", conf)) == {"127.0.0.1", gateway}
