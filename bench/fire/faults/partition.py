"""A partition (fault 11): the way to PostgreSQL leads through a network namespace, whose link is taken down.

Unlike the proxy of fault 10 it is the kernel that loses the packets: nobody is told, and TCP sends again.
proxy -> relay -> veth -> relay in the namespace -> veth -> relay -> PostgreSQL. Addresses of the link are its own.
"""

import contextlib
import os
import subprocess
import sys
import time
from typing import ClassVar

from bench.fire.faults import Fault, register
from bench.fire.processes import wait_until_port
from bench.fire.world import Plan, World
from web.tests.servers import ROOT, free_port

NEAR, FAR = "10.231.77.1", "10.231.77.2"


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@register
class Partition(Fault):
    number, name, by_default, seconds = "11", "partition", False, (3.0, 15.0)
    tag: ClassVar[str] = f"fire{os.getpid() % 100_000}"
    relays: ClassVar[list["subprocess.Popen[bytes]"]] = []

    @classmethod
    def is_possible(cls) -> str:
        if os.getuid() != 0:
            return "needs root, to make a network namespace"
        try:
            ip("netns", "add", f"{cls.tag}probe")
            ip("netns", "delete", f"{cls.tag}probe")
            ip("link", "add", f"{cls.tag}a", "type", "veth", "peer", "name", f"{cls.tag}b")
            ip("link", "delete", f"{cls.tag}a")
        except (OSError, subprocess.CalledProcessError):
            return "this machine does not let us make a network namespace with a link"
        return ""

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        near, far = f"{cls.tag}a", f"{cls.tag}b"
        ip("netns", "add", cls.tag)
        ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", cls.tag)
        ip("address", "add", f"{NEAR}/30", "dev", near)
        ip("link", "set", near, "up")
        ip("-n", cls.tag, "address", "add", f"{FAR}/30", "dev", far)
        ip("-n", cls.tag, "link", "set", far, "up")
        plan.when_loaded.append(cls.lead_through)
        plan.at_the_end.append(cls.end)

    @classmethod
    def lead_through(cls, world: World) -> None:
        first, second, third = free_port(), free_port(), free_port()
        cls.relay(NEAR, third, "127.0.0.1", world.database.port)
        cls.relay(FAR, second, NEAR, third, inside=True)
        cls.relay("127.0.0.1", first, FAR, second)
        wait_until_port(first)
        world.db_link.target = first

    @classmethod
    def relay(cls, host: str, port: int, to_host: str, to_port: int, *, inside: bool = False) -> None:
        command = [sys.executable, "-m", "bench.fire.relay", host, str(port), to_host, str(to_port)]
        prefix = ["ip", "netns", "exec", cls.tag] if inside else []
        cls.relays.append(subprocess.Popen([*prefix, *command], cwd=ROOT))

    @classmethod
    def end(cls) -> None:
        for relay in cls.relays:
            relay.kill()
            relay.wait()
        cls.relays.clear()
        with contextlib.suppress(subprocess.CalledProcessError):
            ip("netns", "delete", cls.tag)  # its end of the link goes with it, and so does the other end

    def inject(self, world: World) -> None:
        ip("link", "set", f"{self.tag}a", "down")

    def heal(self, world: World) -> None:
        ip("link", "set", f"{self.tag}a", "up")
        time.sleep(0.5)
        world.wait_until_ready()
