"""Disks of a run's own: an ext4 file system in a file, whose power can be cut, and a small one in memory, to be filled.

Both need root. Nothing else on the machine writes to them.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

UNMOUNT_SECONDS = 20.0


def why_not() -> str:
    """'' when this machine lets us mount, else the reason why not."""
    if os.getuid() != 0:
        return "needs root, to mount a disk"
    folder = Path(tempfile.mkdtemp(prefix="lipa-disk-"))
    try:
        disk = MemoryDisk(folder / "probe", 1)
        disk.mount()
        disk.remove()
    except subprocess.CalledProcessError:
        return "this machine does not let us mount a disk"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ""


def open_folder(name: str, place: str | None = None) -> Path:
    """A new folder that the user of the server may enter; in a place, when the usual one is no disk."""
    folder = Path(tempfile.mkdtemp(prefix=f"lipa-{name}-", dir=place))
    folder.chmod(0o755)
    return folder


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Disk:
    """Something that is mounted at a path."""

    def __init__(self, at: Path) -> None:
        self.at = at

    @property
    def home(self) -> Path:
        """A directory on it; the file system's own root belongs to root."""
        home = self.at / "home"
        home.mkdir(exist_ok=True)
        return home

    def unmount(self) -> None:
        """Processes that were killed may hold it for a moment."""
        until = time.monotonic() + UNMOUNT_SECONDS
        while True:
            try:
                run("umount", self.at)
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def fill(self, leave: int = 0) -> None:
        """Take all space but so many bytes."""
        filler = self.at / "filler"
        with contextlib.suppress(OSError), filler.open("ab") as file:
            free = os.statvfs(self.at)
            file.write(bytes(max(0, free.f_bavail * free.f_frsize - leave)))
        with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
            while not leave and file.write(bytes(512)):
                pass

    def empty(self) -> None:
        """Give the space back."""
        (self.at / "filler").unlink(missing_ok=True)

    def remove(self) -> None:
        self.unmount()
        self.at.rmdir()


class MemoryDisk(Disk):
    def __init__(self, at: Path, megabytes: int) -> None:
        super().__init__(at)
        self._size = f"size={megabytes}m"

    def mount(self) -> None:
        self.at.mkdir(parents=True, exist_ok=True)
        run("mount", "-t", "tmpfs", "-o", self._size, "tmpfs", self.at)


class ImageDisk(Disk):
    """Only what was flushed is in its file; so a copy of the file is what a power cut would leave."""

    def __init__(self, at: Path, megabytes: int) -> None:
        super().__init__(at)
        self.image = at.with_suffix(".img")
        self.at.mkdir(parents=True)
        with self.image.open("wb") as file:
            file.truncate(megabytes * 1024 * 1024)
        run("mkfs.ext4", "-q", "-F", self.image)

    def mount(self) -> None:
        run("mount", "-o", "loop", self.image, self.at)

    def flush(self) -> None:
        """Everything that was written until now survives."""
        run("sync", "-f", self.at)

    def keep_what_was_flushed(self) -> Path:
        """A copy of the disk as it would be after a power cut at this moment. Who writes to it stands still."""
        copy = self.image.with_suffix(".cut")
        run("cp", "--sparse=always", self.image, copy)
        return copy

    def become(self, copy: Path) -> None:
        """Mount the copy in its place; ext4 replays its journal. Nobody has files open on it."""
        self.unmount()
        copy.replace(self.image)
        self.mount()

    def remove(self) -> None:
        super().remove()
        self.image.unlink(missing_ok=True)
        self.image.with_suffix(".cut").unlink(missing_ok=True)
