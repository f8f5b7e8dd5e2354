"""Processes that die: web, worker, sessions of the database, the database (faults 1 to 6)."""

import os
import signal
import time
from contextlib import suppress

import psycopg

from bench.fire.faults import Fault, register
from bench.fire.world import World
from web.tests.payout_lives import WEB, WHEN, WORKER


@register
class KillWebWorker(Fault):
    number, name = "1.1", "kill-web-worker"

    def inject(self, world: World) -> None:
        for process in world.web.children()[:1]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def heal(self, world: World) -> None:
        world.wait_until_ready()


@register
class KillWebMaster(Fault):
    number, name = "1.2", "kill-web-master"

    def inject(self, world: World) -> None:
        world.web.kill()

    def heal(self, world: World) -> None:
        world.wait_until_ready()


@register
class CrashWorker(Fault):
    """The worker ends itself at a named point; where it does not come to it in time, it is killed."""

    number, name, seconds = "2.1", "crash-worker", (4.0, 10.0)

    def inject(self, world: World) -> None:
        point = f"{self.chance.choice(WHEN)} {self.chance.choice(WORKER)}:{self.chance.randint(1, 3)}"
        world.worker.once["LIPA_CRASH_AT"] = point
        world.worker.kill()

    def heal(self, world: World) -> None:
        """What dies again after this has no crash point any more."""
        world.worker.once = {}
        world.worker.kill()


@register
class CrashWeb(Fault):
    """Each worker of gunicorn ends itself at a named point, over and over: each new one has the same point."""

    number, name, seconds = "2.2", "crash-web", (3.0, 8.0)
    points = (*WEB, "telco.confirm_fares", "telco.settle_push", "telco.dial_ussd")

    def inject(self, world: World) -> None:
        point = f"{self.chance.choice(WHEN)} {self.chance.choice(self.points)}:{self.chance.randint(1, 5)}"
        world.web.once["LIPA_CRASH_AT"] = point
        world.web.kill()

    def heal(self, world: World) -> None:
        world.web.once = {}
        world.web.kill()
        world.wait_until_ready()


@register
class KillBackend(Fault):
    """SIGKILL of one session's process: the server resets all of them and recovers."""

    number, name = "3", "kill-backend"

    def inject(self, world: World) -> None:
        world.database.kill_a_backend()
        world.restarts_of_database += 1

    def heal(self, world: World) -> None:
        world.start_database()
        world.wait_until_ready()


@register
class KillPostmaster(Fault):
    number, name = "4", "kill-postmaster"

    def inject(self, world: World) -> None:
        world.restarts_of_database += 1
        world.database.kill_postmaster()

    def heal(self, world: World) -> None:
        world.start_database()
        world.wait_until_ready()


@register
class StopImmediate(Fault):
    number, name = "5", "stop-immediate"

    def inject(self, world: World) -> None:
        world.restarts_of_database += 1
        world.database.stop("immediate")

    def heal(self, world: World) -> None:
        world.start_database()
        world.wait_until_ready()


@register
class TerminateAll(Fault):
    """pg_terminate_backend of every session of ours, over and over."""

    number, name = "6", "terminate-all"

    def inject(self, world: World) -> None:
        for _ in range(3):
            with suppress(psycopg.Error), world.connect("postgres") as connection:
                connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'lipa%'")
            time.sleep(self.chance.uniform(0.05, 0.4))

    def heal(self, world: World) -> None:
        world.wait_until_ready()
