"""The network between web, worker, database and operator (fault 10): bench/fire/proxy.py does the harm."""

import random
import threading
import time
from typing import Any

from bench.fire.faults import Fault, register
from bench.fire.proxy import Proxy
from bench.fire.world import World


class NetworkFault(Fault):
    """Harm on one link, or on both."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.which = chance.choice(("database", "web", "both"))

    def links(self, world: World) -> list[Proxy]:
        return [link for link in (world.db_link, world.web_link) if self.which in (link.name, "both")]

    def harm(self) -> dict[str, Any]:
        raise NotImplementedError

    def inject(self, world: World) -> None:
        for link in self.links(world):
            link.set(**self.harm())

    def heal(self, world: World) -> None:
        for link in (world.db_link, world.web_link):
            link.set()
        world.wait_until_ready()


@register
class Delay(NetworkFault):
    number, name = "10.1", "delay"

    def harm(self) -> dict[str, Any]:
        return {"delay": self.chance.uniform(0.02, 0.4)}


@register
class HalfOpen(NetworkFault):
    """Connections stay open and nothing passes any more."""

    number, name, seconds = "10.2", "half-open", (3.0, 12.0)

    def harm(self) -> dict[str, Any]:
        return {"is_silent": True}


@register
class ResetAtByte(NetworkFault):
    number, name = "10.3", "reset-at-byte"

    def harm(self) -> dict[str, Any]:
        return {"reset_at": self.chance.randint(0, 6000)}


@register
class DropAnswers(NetworkFault):
    """The request arrives and is done; the connection ends before its answer."""

    number, name = "10.4", "drop-answers"

    def harm(self) -> dict[str, Any]:
        return {"drop_answers": self.chance.randint(5, 40)}


@register
class Throttle(NetworkFault):
    number, name = "10.5", "throttle"

    def harm(self) -> dict[str, Any]:
        return {"bytes_per_second": self.chance.randint(4_000, 40_000)}


@register
class LinksStopped(Fault):
    """Links are stopped one after the other, and restored in random order."""

    number, name, seconds = "10.6", "links-stopped", (2.0, 8.0)

    def inject(self, world: World) -> None:
        links = [world.db_link, world.web_link]
        self.chance.shuffle(links)
        for link in links:
            link.set(is_stopped=True)
            time.sleep(self.chance.uniform(0.1, 1.0))

    def heal(self, world: World) -> None:
        links = [world.db_link, world.web_link]
        self.chance.shuffle(links)
        links[0].set()
        threading.Event().wait(self.chance.uniform(0.1, 2.0))
        links[1].set()
        world.wait_until_ready()
