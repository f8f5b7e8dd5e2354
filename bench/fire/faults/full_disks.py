"""Full disks: that of the WAL (fault 8), where the server panics until there is space, and that of the data (9)."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import psycopg

from bench.fire import disks
from bench.fire.faults import Fault, register
from bench.fire.world import Plan, World

WAL_MEGABYTES, DATA_MEGABYTES = 200, 400


def move_wal(world: World, to: Path) -> None:
    """The WAL is elsewhere from now on."""
    pg_wal = world.database.home / "data" / "pg_wal"
    world.database.stop("fast")
    disks.run("mv", pg_wal, to / "pg_wal")  # keeps its owner
    pg_wal.symlink_to(to / "pg_wal")
    world.database.start()


def open_folder_for_data(plan: Plan, name: str, place: str | None = None) -> Path:
    """A folder for the disk of the data directory. Only one fault of a run lays that out."""
    if plan.pg_home is not None:
        raise SystemExit("fire: name only one of power-cut and data-disk-full")
    return disks.open_folder(name, place)


def lay_out_on(disk: disks.MemoryDisk | disks.ImageDisk, plan: Plan, folder: Path) -> None:
    """The data directory is on this disk, which goes with its folder at the end."""
    disk.mount()
    plan.pg_home = disk.home
    plan.at_the_end += [lambda: shutil.rmtree(folder, ignore_errors=True), disk.remove]


@register
class WalDiskFull(Fault):
    number, name, by_default, seconds = "8", "wal-disk-full", False, (3.0, 8.0)
    disk: ClassVar[disks.MemoryDisk]

    @classmethod
    def is_possible(cls) -> str:
        return disks.why_not()

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        folder = disks.open_folder("wal")
        cls.disk = disks.MemoryDisk(folder / "disk", WAL_MEGABYTES)
        cls.disk.mount()
        cls.disk.at.chmod(0o755)
        plan.pg_options += ["-c max_wal_size=64MB", "-c min_wal_size=32MB"]
        plan.when_loaded.append(lambda world: move_wal(world, cls.disk.at))
        plan.at_the_end += [lambda: shutil.rmtree(folder, ignore_errors=True), cls.disk.remove]

    def inject(self, world: World) -> None:
        """Segments that are made already are used up, so that the next one is needed at once."""
        world.restarts_of_database += 1
        self.disk.fill()
        with suppress(psycopg.Error):
            for _ in range(8):
                world.ask("select pg_switch_wal(), pg_logical_emit_message(false, 'fire', 'x')", role="postgres")

    def heal(self, world: World) -> None:
        self.disk.empty()
        world.start_database()
        world.wait_until_ready()


@register
class DataDiskFull(Fault):
    """The WAL has space, the tables have none: writes end with 53100, reads go on."""

    number, name, by_default, seconds = "9", "data-disk-full", False, (3.0, 10.0)
    disk: ClassVar[disks.MemoryDisk]

    @classmethod
    def is_possible(cls) -> str:
        return disks.why_not()

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        folder = open_folder_for_data(plan, "data")
        cls.disk = disks.MemoryDisk(folder / "disk", DATA_MEGABYTES)
        lay_out_on(cls.disk, plan, folder)
        wal = folder / "wal"
        wal.mkdir()
        wal.chmod(0o755)
        plan.when_loaded.append(lambda world: move_wal(world, wal))

    def inject(self, world: World) -> None:
        self.disk.fill()

    def heal(self, world: World) -> None:
        self.disk.empty()
        world.start_database()
        world.wait_until_ready()
