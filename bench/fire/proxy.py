"""A TCP proxy that harms: it delays, throttles, cuts, swallows answers and goes silent. It runs in a thread of its own.

Each connection goes through it as through a cable. What is set applies from then on, to open connections as well.
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

CHUNK = 16 * 1024


@dataclass
class Harm:
    """What the proxy does to each connection."""

    delay: float = 0.0  # seconds before a chunk is passed on
    bytes_per_second: int = 0  # 0: as fast as it goes
    is_silent: bool = False  # nothing is passed on and nobody is told: half-open
    is_stopped: bool = False  # new connections are refused, open ones are reset
    reset_at: int = -1  # reset each connection when so many bytes of answers were passed; -1: never
    drop_answers: int = 0  # how many connections are cut after the request was passed and before its answer is


def reset(end: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN: what was not delivered yet is lost."""
    with contextlib.suppress(OSError):
        end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.transport.abort()


@dataclass(eq=False)
class Cable:
    """Both ends of one connection."""

    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    answered: int = 0

    def reset(self) -> None:
        """End both with RST."""
        for end in (self.near, self.far):
            reset(end)


@dataclass
class Proxy:
    """Listens on a port of loopback and passes on to another one."""

    name: str
    target: int
    port: int = 0
    harm: Harm = field(default_factory=Harm)
    passed: int = 0  # connections

    def __post_init__(self) -> None:
        self._cables: set[Cable] = set()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"proxy-{self.name}", daemon=True)
        self._thread.start()
        self._do(self._listen())

    def set(self, **harm: Any) -> None:
        """Replace the harm; without arguments there is none."""
        wanted = Harm(**harm)
        self._call(lambda: self._apply(wanted))

    def reset_all(self) -> None:
        """Reset what is open now; new connections are passed on."""
        self._call(self._reset_all)

    def close(self) -> None:
        self._call(self._reset_all)
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _call(self, function: Callable[[], None]) -> None:
        async def run() -> None:
            function()

        self._do(run())

    def _do(self, coroutine: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, backlog=512)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()

    def _apply(self, wanted: Harm) -> None:
        was_silent = self.harm.is_silent
        self.harm = wanted
        # Bytes that were swallowed while it was silent do not come back: such a connection is of no use.
        if wanted.is_stopped or (was_silent and not wanted.is_silent):
            self._reset_all()

    def _reset_all(self) -> None:
        for cable in list(self._cables):
            cable.reset()

    async def _accept(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        if self.harm.is_stopped:
            reset(near)
            return
        try:
            answers, far = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            reset(near)
            return
        cable = Cable(near, far)
        self._cables.add(cable)
        self.passed += 1
        try:
            await asyncio.gather(self._pass_on(cable, reader, far, False), self._pass_on(cable, answers, near, True))
        finally:
            self._cables.discard(cable)
            near.close()
            far.close()

    async def _pass_on(
        self, cable: Cable, source: asyncio.StreamReader, sink: asyncio.StreamWriter, is_answer: bool
    ) -> None:
        try:
            while data := await source.read(CHUNK):
                harm = self.harm
                if harm.is_silent:
                    continue
                if is_answer and harm.drop_answers > 0:
                    harm.drop_answers -= 1
                    cable.reset()
                    return
                if harm.delay:
                    await asyncio.sleep(harm.delay)
                if harm.bytes_per_second:
                    await asyncio.sleep(len(data) / harm.bytes_per_second)
                if is_answer and 0 <= harm.reset_at <= cable.answered + len(data):
                    sink.write(data[: max(0, harm.reset_at - cable.answered)])
                    await sink.drain()
                    cable.reset()
                    return
                cable.answered += len(data) if is_answer else 0
                sink.write(data)
                await sink.drain()
            if not self.harm.is_silent:
                sink.write_eof()
        except OSError:  # one end was reset: the other one must know, or it would wait for ever
            cable.reset()
