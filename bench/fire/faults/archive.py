"""The way of the WAL to another disk (fault 16): the archive command fails; the synchronous receiver is killed."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import ClassVar

from bench.fire.faults import Fault, register
from bench.fire.world import Plan, World
from web.tests.servers import programs

CATCH_UP_SECONDS = 60.0


def configure(world: World, setting: str) -> None:
    """Change a setting of the server while it runs."""
    with world.connect("postgres") as superuser:
        superuser.execute(f"alter system set {setting}".encode())
        superuser.execute("select pg_reload_conf()")


@register
class ArchiveFails(Fault):
    """Segments pile up in pg_wal; nobody who pays notices, and all of them are archived afterwards."""

    number, name, by_default, seconds = "16.1", "archive-fails", False, (5.0, 10.0)
    folder: ClassVar[Path]

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        folder = cls.folder = Path(tempfile.mkdtemp(prefix="lipa-archive-"))
        folder.chmod(0o777)
        plan.pg_options.append("-c archive_mode=on")
        command = f"test ! -e {folder}/fails && cp %p {folder}/%f"

        def begin(world: World) -> None:
            configure(world, f"archive_command = '{command}'")

        plan.when_loaded.append(begin)
        plan.at_the_end.append(lambda: shutil.rmtree(folder, ignore_errors=True))

    def inject(self, world: World) -> None:
        (self.folder / "fails").touch()
        world.ask("select pg_switch_wal()", role="postgres")

    def heal(self, world: World) -> None:
        self.last = str(world.ask("select pg_walfile_name(pg_switch_wal()) as name", role="postgres")[0]["name"])
        (self.folder / "fails").unlink()
        until = time.monotonic() + CATCH_UP_SECONDS
        while not (self.folder / self.last).exists():
            if time.monotonic() > until:
                raise TimeoutError(f"{self.last} is not archived")
            time.sleep(0.2)


@register
class ReceiverKilled(Fault):
    """Commits wait for a receiver on another disk: without it nothing is acknowledged, and nothing is lost."""

    number, name, by_default, seconds = "16.2", "receiver-killed", False, (2.0, 6.0)
    folder: ClassVar[Path]
    receiver: ClassVar["subprocess.Popen[bytes] | None"] = None

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="lipa-receiver-"))

        def begin(world: World) -> None:
            cls.receive(world)
            configure(world, "synchronous_standby_names = 'pg_receivewal'")

        def end() -> None:
            cls.stop()
            shutil.rmtree(cls.folder, ignore_errors=True)

        plan.when_loaded.append(begin)
        plan.at_the_end.append(end)

    @classmethod
    def receive(cls, world: World) -> None:
        address = f"host=127.0.0.1 port={world.database.port} user=postgres sslmode=disable"
        cls.receiver = subprocess.Popen(
            [str(programs() / "pg_receivewal"), "-D", str(cls.folder), "--synchronous", "-d", address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    @classmethod
    def stop(cls) -> None:
        if cls.receiver is not None:
            cls.receiver.kill()
            cls.receiver.wait()

    def inject(self, world: World) -> None:
        self.stop()

    def heal(self, world: World) -> None:
        self.receive(world)
        world.wait_until_ready()
