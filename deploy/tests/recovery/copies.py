"""A restored copy of a server, made by the commands of docs/runbooks/restore.md."""

import contextlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from deploy.tests.recovery import runbook
from deploy.tests.recovery.runbook import CommandError
from web.tests.servers import free_port

PAGE = "restore"


class Copy:
    """One restore into a folder of its own, on a port of its own."""

    def __init__(self, folder: Path, conf: Path, bin_folder: Path, password: str, ledger: str) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="copy-", dir=folder))
        shutil.chown(self.data, runbook.USER)
        self.port = free_port()
        self.variables = {
            "BACKUP_CONF": str(conf), "PG_BIN": str(bin_folder), "NEW": str(self.data), "PORT": str(self.port),
            "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "postgres", "PGPASSWORD": password,
            "LEDGER": ledger,
        }  # fmt: skip

    def run(self, name: str, **more: str) -> str:
        """One command of the runbook."""
        return runbook.run_block(PAGE, name, self.variables | more)

    def restore(self, moment: str = "") -> None:
        """Restore and start, up to the moment or the archive's end. Raises CommandError if that isn't reached."""
        newest = newest_segment(self.run("info-json"))
        if moment:
            self.run("moment", MOMENT=moment)
        else:
            self.run("latest")
        try:
            self.run("start")
            self.run("wait")
        except CommandError as error:
            raise CommandError(f"{error}\n{self.why_not()}") from error
        if not moment:
            reached = self.run("reached")
            if reached[8:] < newest[8:]:
                raise CommandError(
                    f"recovery ended in {reached}, and the archive goes on to {newest}: a segment is lost"
                )

    def why_not(self) -> str:
        """The server's last words about its recovery."""
        with contextlib.suppress(OSError):
            lines = (self.data / "start.log").read_text(encoding="utf-8").splitlines()
            return "\n".join(line for line in lines if re.search(r"FATAL|PANIC|recovery ended", line))
        return ""

    def remove(self) -> None:
        """Stop it if it runs, and delete its folder."""
        with contextlib.suppress(CommandError, subprocess.TimeoutExpired):
            self.run("stop")
        shutil.rmtree(self.data, ignore_errors=True)


@contextlib.contextmanager
def copy_of(folder: Path, conf: Path, bin_folder: Path, password: str = "", ledger: str = "postgres") -> Iterator[Copy]:
    """A copy that is removed afterwards."""
    made = Copy(folder, conf, bin_folder, password, ledger)
    try:
        yield made
    finally:
        made.remove()


def newest_segment(info: str) -> str:
    """The newest segment in the archive, by what pgBackRest says of it."""
    (stanza,) = json.loads(info)
    return max(str(archive["max"]) for archive in stanza["archive"] if archive["max"])


def change_conf(conf: Path, into: Path, changes: Mapping[str, str]) -> Path:
    """A copy of pgBackRest's settings with some of them changed, readable by the server's user only."""
    text = conf.read_text(encoding="utf-8")
    for name, value in changes.items():
        text, count = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"{name} is not in {conf}")
    into.touch(mode=0o600)
    into.write_text(text, encoding="utf-8")
    shutil.chown(into, runbook.USER)
    return into


def copy_repository(conf: Path, folder: Path) -> tuple[Path, Path]:
    """A copy of the repository that may be damaged, and the settings that name it."""
    (place,) = re.findall(r"^repo1-path=(.*)$", conf.read_text(encoding="utf-8"), re.MULTILINE)
    damaged = folder / "repository"
    # Links cost nothing; on another disk it is a copy. Files of a repository are never changed, only replaced.
    if subprocess.run(["cp", "-al", place, str(damaged)], check=False, stderr=subprocess.DEVNULL).returncode:
        shutil.rmtree(damaged, ignore_errors=True)
        subprocess.run(["cp", "-a", place, str(damaged)], check=True)
    return damaged, change_conf(conf, folder / "damaged.conf", {"repo1-path": str(damaged)})


def lose_segment(repository: Path, before_newest: int = 1) -> str:
    """Delete the segment so many before the newest of the archive; its name."""
    segments = sorted(repository.glob("archive/lipa/*/*/*-*.zst"), key=lambda path: path.name)
    segments = [path for path in segments if re.fullmatch(r"[0-9A-F]{24}-[0-9a-f]{40}\.zst", path.name)]
    lost = segments[-1 - before_newest]
    lost.unlink()
    return lost.name[:24]


def corrupt_page(data: Path, relation: str, page: int = 0) -> None:
    """Change one byte of a page in its file; the server is stopped."""
    with (data / relation).open("r+b") as file:
        file.seek(8192 * page + 8000)
        byte = file.read(1)[0]
        file.seek(8192 * page + 8000)
        file.write(bytes([byte ^ 0xFF]))
