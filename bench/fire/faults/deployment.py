"""A deployment under load (fault 15): processes restart, functions are applied again."""

import os
import signal
import subprocess

from bench.fire.faults import Fault, register
from bench.fire.world import ACTORS, World
from web.tests.servers import ROOT


@register
class Restart(Fault):
    """Web and worker end as a supervisor ends them, and start again."""

    number, name = "15.1", "restart"

    def inject(self, world: World) -> None:
        for process in (world.web, world.worker):
            os.kill(process.pid, signal.SIGTERM)

    def heal(self, world: World) -> None:
        world.wait_until_ready()


@register
class ApplyFunctions(Fault):
    """All functions are dropped and applied again by scripts/migrate.sh, as every deployment does."""

    number, name, seconds = "15.2", "apply-functions", (0.0, 0.1)

    def inject(self, world: World) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "PG"))}
        urls = {f"LIPA_{actor.upper()}_URL": world.address(f"lipa_{actor}") for actor in ACTORS}
        for is_last in (False, False, True):  # it is all or nothing: who deploys repeats what found a lock
            done = subprocess.run(
                ["scripts/migrate.sh"], cwd=ROOT, check=is_last, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=clean | urls | {"DATABASE_URL": world.address("lipa_owner"),
                                    "LIPA_SUPERUSER_URL": world.address("postgres")},
            )  # fmt: skip
            if not done.returncode:
                break

    def heal(self, world: World) -> None:
        world.wait_until_ready()
