"""A power cut (fault 7): what was not flushed is gone, and the server starts from the rest; kill -9 tests less."""

import shutil
import signal
import tempfile
from pathlib import Path
from typing import ClassVar

from bench.fire import disks
from bench.fire.faults import Fault, register
from bench.fire.world import Plan, World

MEGABYTES = 900


@register
class PowerCut(Fault):
    """The data directory is on a disk of its own. PostgreSQL stands still, the disk is put back to what was flushed."""

    number, name, by_default, seconds = "7", "power-cut", False, (0.0, 0.1)
    disk: ClassVar[disks.ImageDisk]

    @classmethod
    def is_possible(cls) -> str:
        return disks.why_not()

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        if plan.pg_home is not None:
            raise SystemExit("fire: name only one of power-cut and data-disk-full")
        folder = Path(tempfile.mkdtemp(prefix="lipa-power-", dir="/var/tmp"))  # on a disk  # nosec B108
        folder.chmod(0o755)
        cls.disk = disks.ImageDisk(folder / "disk", MEGABYTES)
        cls.disk.mount()
        plan.pg_home = cls.disk.home
        plan.pg_options += ["-c max_wal_size=128MB"]
        plan.when_loaded.append(lambda _world: cls.disk.flush())  # initdb was told not to
        plan.at_the_end += [lambda: shutil.rmtree(folder, ignore_errors=True), cls.disk.remove]

    def inject(self, world: World) -> None:
        world.restarts_of_database += 1
        world.database.signal(signal.SIGSTOP)
        copy = self.disk.keep_what_was_flushed()
        world.database.signal(signal.SIGKILL)
        self.disk.become(copy)

    def heal(self, world: World) -> None:
        world.start_database()
        world.wait_until_ready()
