"""The proxy of make fire harms as it says, and heals."""

import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from bench.fire.proxy import Proxy


class Echo:
    """Answers each chunk with itself, and remembers what arrived."""

    def __init__(self) -> None:
        self.arrived: list[bytes] = []
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            while data := connection.recv(1000):
                self.arrived.append(data)
                connection.sendall(data)
        except OSError:
            pass
        self.ended.set()


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[Proxy]:
    made = Proxy("test", echo.port)
    yield made
    made.close()


def ask(proxy: Proxy, what: bytes = b"hujambo", within: float = 1) -> bytes:
    with socket.create_connection(("127.0.0.1", proxy.port), within) as connection:
        connection.sendall(what)
        return connection.recv(1000)


def test_it_passes_on(proxy: Proxy) -> None:
    assert ask(proxy) == b"hujambo"
    assert proxy.passed == 1


def test_the_request_arrives_and_its_answer_does_not(proxy: Proxy, echo: Echo) -> None:
    proxy.set(drop_answers=1)
    with pytest.raises(ConnectionResetError):
        ask(proxy)
    assert echo.arrived == [b"hujambo"]
    assert ask(proxy) == b"hujambo"  # only so many


def test_half_open_is_silence_in_both_directions(proxy: Proxy, echo: Echo) -> None:
    proxy.set(is_silent=True)
    with pytest.raises(TimeoutError):
        ask(proxy, within=0.3)
    assert echo.arrived == []
    proxy.set()
    assert ask(proxy) == b"hujambo"


def test_it_resets_at_the_byte(proxy: Proxy) -> None:
    proxy.set(reset_at=3)
    with socket.create_connection(("127.0.0.1", proxy.port), 1) as connection:
        connection.sendall(b"hujambo")
        received = b""
        with pytest.raises(ConnectionResetError):
            while True:
                received += connection.recv(1)
    assert b"huj".startswith(received)


def test_a_stopped_link_ends_what_is_open(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port), 1) as connection:
        connection.sendall(b"a")
        assert connection.recv(1) == b"a"
        proxy.set(is_stopped=True)
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


def test_an_end_that_is_reset_ends_the_other(proxy: Proxy, echo: Echo) -> None:
    connection = socket.create_connection(("127.0.0.1", proxy.port), 1)
    connection.sendall(b"a")
    assert connection.recv(1) == b"a"
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    assert echo.ended.wait(2)


def test_delay_and_throttle_take_their_time(proxy: Proxy) -> None:
    proxy.set(delay=0.1)
    began = time.monotonic()
    assert ask(proxy) == b"hujambo"
    assert time.monotonic() - began >= 0.2  # there and back
    proxy.set(bytes_per_second=70)
    began = time.monotonic()
    assert ask(proxy) == b"hujambo"
    assert time.monotonic() - began >= 0.2
