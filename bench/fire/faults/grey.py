"""Processes that stand still and go on later (fault 12): the lease expires meanwhile and the old worker is fenced."""

import signal

from bench.fire.faults import Fault, register
from bench.fire.world import World


@register
class FreezeWorker(Fault):
    number, name, seconds = "12.1", "freeze-worker", (5.0, 60.0)

    def inject(self, world: World) -> None:
        world.worker.signal(signal.SIGSTOP)

    def heal(self, world: World) -> None:
        world.worker.signal(signal.SIGCONT)


@register
class FreezeWeb(Fault):
    number, name, seconds = "12.2", "freeze-web", (5.0, 25.0)

    def inject(self, world: World) -> None:
        world.web.signal(signal.SIGSTOP)

    def heal(self, world: World) -> None:
        world.web.signal(signal.SIGCONT)
        world.wait_until_ready()


@register
class FreezeDatabase(Fault):
    number, name, seconds = "12.3", "freeze-database", (5.0, 20.0)

    def inject(self, world: World) -> None:
        world.database.signal(signal.SIGSTOP)

    def heal(self, world: World) -> None:
        world.database.signal(signal.SIGCONT)
        world.wait_until_ready()
