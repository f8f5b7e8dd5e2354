"""The web has no memory or no descriptors left (fault 14): limits of its processes, lowered while they run."""

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from bench.fire.faults import Fault, register
from bench.fire.world import World

FEW = 4  # more descriptors or megabytes than in use
Limits = dict[tuple[int, int], tuple[int, int]]  # of a process and a resource: soft, hard


def lower(process: int, what: int, to: int, before: Limits) -> None:
    """Lower a soft limit; what it was is kept."""
    with suppress(ProcessLookupError):
        soft, hard = resource.prlimit(process, what)
        before[process, what] = (soft, hard)
        resource.prlimit(process, what, (to, hard))


def open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


class LimitFault(Fault):
    seconds = (3.0, 8.0)

    @classmethod
    def is_possible(cls) -> str:
        return "" if hasattr(resource, "prlimit") else "this system has no prlimit"

    def heal(self, world: World) -> None:
        """The limits are as before. What ran out of memory may be in any state, so those processes end."""
        for (process, what), limits in self.before.items():
            with suppress(ProcessLookupError):
                resource.prlimit(process, what, limits)
        for process in world.web.children():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        world.wait_until_ready()

    before: Limits


@register
class OutOfDescriptors(LimitFault):
    number, name = "14.1", "out-of-descriptors"

    def inject(self, world: World) -> None:
        self.before = {}
        for process in world.web.children():
            with suppress(OSError):
                lower(process, resource.RLIMIT_NOFILE, open_files(process) + FEW, self.before)


@register
class OutOfMemory(LimitFault):
    number, name = "14.2", "out-of-memory"

    def inject(self, world: World) -> None:
        self.before = {}
        for process in world.web.children():
            with suppress(OSError):
                pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[0])
                used = pages * resource.getpagesize()
                lower(process, resource.RLIMIT_AS, used + FEW * 1024 * 1024, self.before)
