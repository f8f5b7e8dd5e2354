"""The clock of the database's machine jumps (fault 13), by libfaketime.

Web, worker and operator keep theirs: under libfaketime 0.9.10 Python's time.sleep fails when only the clock is faked
and the monotonic one is not. What counts by time is decided by PostgreSQL.
"""

import os
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from bench.fire.faults import Fault, register
from bench.fire.world import Plan, World

LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")
EAT = ZoneInfo("Africa/Nairobi")


def library() -> str:
    """Where it is; '' when it is not installed (the Debian package is faketime)."""
    return next((str(path) for pattern in LIBRARIES for path in Path("/").glob(pattern[1:])), "")


class ClockFault(Fault):
    by_default = False
    seconds = (4.0, 8.0)
    offset: ClassVar[Path | None] = None  # a file with seconds, which each process reads again every second

    @classmethod
    def is_possible(cls) -> str:
        return "" if library() else "libfaketime is not installed: apt-get install faketime"

    @classmethod
    def prepare(cls, plan: Plan) -> None:
        if ClockFault.offset is not None:
            return
        folder = Path(tempfile.mkdtemp(prefix="lipa-clock-"))
        folder.chmod(0o755)
        ClockFault.offset = folder / "offset"
        cls.set(0)
        variables = {
            "LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(ClockFault.offset), "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DISABLE_SHM": "1", "NO_FAKE_STAT": "1",
        }  # fmt: skip
        os.environ |= variables  # PostgreSQL is started with them
        plan.environ["LD_PRELOAD"] = ""  # web, worker and operator without

        def undo() -> None:
            for name in variables:
                os.environ.pop(name, None)
            ClockFault.offset = None
            shutil.rmtree(folder, ignore_errors=True)

        plan.at_the_end.append(undo)

    @staticmethod
    def set(seconds: float) -> None:
        if ClockFault.offset is None:
            return
        new = ClockFault.offset.with_suffix(".new")
        new.write_text(f"{seconds:+.0f}s\n", encoding="ascii")
        new.chmod(0o644)
        new.replace(ClockFault.offset)

    def jump(self) -> float:
        """By how many seconds."""
        raise NotImplementedError

    def inject(self, world: World) -> None:
        self.set(self.jump())

    def heal(self, world: World) -> None:
        self.set(0)
        world.wait_until_ready()


@register
class ThreeDaysAhead(ClockFault):
    number, name = "13.1", "clock-ahead"

    def jump(self) -> float:
        return 3 * 86_400.0


@register
class OneHourBack(ClockFault):
    number, name = "13.2", "clock-back"

    def jump(self) -> float:
        return -3600.0


@register
class Midnight(ClockFault):
    """It becomes midnight in Nairobi while the load goes on."""

    number, name = "13.3", "clock-midnight"

    def jump(self) -> float:
        now = datetime.now(EAT)
        at = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return (at - now).total_seconds() - 3


@register
class MonthEnd(ClockFault):
    number, name = "13.4", "clock-month-end"

    def jump(self) -> float:
        now = datetime.now(EAT)
        at = (now.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return (at - now).total_seconds() - 3
