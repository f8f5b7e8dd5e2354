"""A power cut (fault 7): what was not flushed is gone, and the server starts from the rest; kill -9 tests less."""

import signal
from typing import ClassVar

from bench.fire import disks
from bench.fire.faults import Fault, register
from bench.fire.faults.full_disks import lay_out_on, open_folder_for_data
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
        folder = open_folder_for_data(plan, "power", "/var/tmp")  # noqa: S108  # nosec B108  # on a disk
        cls.disk = disks.ImageDisk(folder / "disk", MEGABYTES)
        lay_out_on(cls.disk, plan, folder)
        plan.pg_options += ["-c max_wal_size=128MB"]
        plan.when_loaded.append(lambda _world: cls.disk.flush())  # initdb was told not to

    def inject(self, world: World) -> None:
        world.restarts_of_database += 1
        world.database.signal(signal.SIGSTOP)
        copy = self.disk.keep_what_was_flushed()
        world.database.signal(signal.SIGKILL)
        self.disk.become(copy)

    def heal(self, world: World) -> None:
        world.start_database()
        world.wait_until_ready()
