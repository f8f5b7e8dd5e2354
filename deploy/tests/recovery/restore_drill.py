"""Restores the private instance beside the running one by the commands of docs/runbooks/restore.md, and proves it.

`make restore-drill` (python -m deploy.tests.recovery.restore_drill [CASE …]). Fares are paid all the time into a ledger
of the drill's own; when the disk is said to be lost, the repository is taken as it is at that moment. The restored
server must hold what was archived, agree with its seals and with the source's, and must not send payouts. Then what is
damaged must be found. Prints a line for each case and one with the figures; the exit code says whether all is well.
"""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from db.tests.concurrency.tampering import unguarded
from deploy.tests.recovery import copies, runbook
from deploy.tests.recovery.copies import Copy, copy_of
from deploy.tests.recovery.fares import Fares, at_port, running, verify_seals
from deploy.tests.recovery.runbook import ROOT, CommandError
from scripts import env
from web.tests.servers import programs

LOCAL = ROOT / ".local"
WARM_UP_SECONDS = 24.0  # more than the archive's 15, so that the seal and the fares before it are in it
RPO_GOAL_SECONDS, RTO_GOAL_SECONDS = 60.0, 300.0
BAD_CHANGE = """update ledger.ledger_entries set amount_cents = amount_cents + 100
  where journal_id = (select min(e.journal_id) from ledger.ledger_entries e)"""


@dataclass(slots=True)
class Drill:
    """The instance, the ledger that is paid into, and where copies are made."""

    fares: Fares
    folder: Path
    conf: Path
    password: str
    bin_folder: Path
    figures: dict[str, float] = field(default_factory=dict)

    def superuser_url(self, name: str) -> str:
        return at_port(self.fares.ledger.addresses["LIPA_SUPERUSER_URL"], self.port, name)

    @property
    def port(self) -> int:
        return int((LOCAL / "pg-port").read_text())

    def copy(self, stack: ExitStack, conf: Path) -> Copy:
        return stack.enter_context(copy_of(self.folder, conf, self.bin_folder, self.password, self.fares.ledger.name))

    def freeze(self, name: str) -> tuple[Path, Path]:
        """The repository as it is now, as if the server's disk were lost at this moment."""
        into = self.folder / name
        into.mkdir(mode=0o700)
        shutil.chown(into, runbook.USER)
        return copies.copy_repository(self.conf, into)

    def archive_now(self) -> None:
        """End the segment and wait until it is archived."""
        with psycopg.connect(self.superuser_url("postgres"), autocommit=True) as source:
            (name,) = source.execute("select pg_walfile_name(pg_switch_wal())").fetchone() or ("",)
            for _ in range(600):
                (last,) = source.execute("select last_archived_wal from pg_stat_archiver").fetchone() or ("",)
                if last[:24] >= name:
                    return
                time.sleep(0.1)
        raise CommandError(f"{name} is not archived within a minute")

    def prove(self, copy: Copy, lipa: bool) -> str:
        """Stop payouts and prove the ledger with its seals; what was proved. Raises if anything differs."""
        copy.run("pause")
        if (faults := copy.run("proof")) != "0":
            raise CommandError(f"audit.ledger_proof names {faults} faults")
        said = verify_seals(at_port(self.fares.ledger.owner_url, copy.port))
        if lipa:
            copy.run("pause", LEDGER="lipa")
            if (faults := copy.run("proof", LEDGER="lipa")) != "0":
                raise CommandError(f"audit.ledger_proof of lipa names {faults} faults")
            said += "; lipa: " + verify_seals(at_port(self.fares.ledger.owner_url, copy.port, "lipa"))
        self.compare_seals(copy)
        return said

    def compare_seals(self, copy: Copy) -> None:
        """The newest seal of the copy is the source's seal of that number, so all before it are the same."""
        newest = "select seal_id, seal_hash from ledger.seals order by seal_id desc limit 1"
        with psycopg.connect(at_port(self.fares.ledger.owner_url, copy.port)) as restored:
            row = restored.execute(newest).fetchone()
            sent = restored.execute("select config.setting(p_setting => 'payouts_sent')").fetchone()
        if row is None:
            raise CommandError("the restored ledger has no seal: nothing is proved")
        with psycopg.connect(self.fares.ledger.owner_url) as source:
            same = source.execute("select from ledger.seals where seal_id = %s and seal_hash = %s", row).fetchone()
        if same is None:
            raise CommandError(f"seal {row[0]} is another one in the source")
        if sent != ("off",):
            raise CommandError("payouts are sent")

    def receipts(self, port: int) -> set[str]:
        with psycopg.connect(at_port(self.superuser_url(self.fares.ledger.name), port)) as connection:
            return {receipt for (receipt,) in connection.execute("select receipt from fares.fares")}


def restore_latest(drill: Drill) -> str:
    """The disk is lost now. What was acknowledged and is missing, and how long it takes until the ledger is proved."""
    time.sleep(WARM_UP_SECONDS / 4)
    drill.fares.seal()
    time.sleep(WARM_UP_SECONDS)
    _, conf = drill.freeze("latest")
    lost_at = time.time()
    acknowledged = {receipt: at for receipt, at in dict(drill.fares.acknowledged).items() if at < lost_at}
    with ExitStack() as stack:
        copy = drill.copy(stack, conf)
        began = time.monotonic()
        copy.run("check")
        copy.restore()
        said = drill.prove(copy, lipa=True)
        drill.figures["rto"] = time.monotonic() - began
        there = drill.receipts(copy.port)
    missing = [at for receipt, at in acknowledged.items() if receipt not in there]
    drill.figures["rpo"] = lost_at - min(missing) if missing else 0.0
    kept = len(acknowledged) - len(missing)
    if not kept:
        raise CommandError("not one fare of the drill was in the archive")
    return f"{kept} of {len(acknowledged)} acknowledged fares, the last {len(missing)} not archived yet; {said}"


def restore_before_a_bad_change(drill: Drill) -> str:
    """A superuser changes a sealed entry. One second before it, the ledger agrees with its seals."""
    drill.fares.seal()
    time.sleep(1.5)
    with unguarded(drill.superuser_url(drill.fares.ledger.name)) as intruder:
        (moment,) = intruder.execute("select (clock_timestamp() - interval '1 second')::text").fetchone() or ("",)
        intruder.execute(BAD_CHANGE)
    time.sleep(0.5)
    drill.archive_now()
    try:
        verify_seals(drill.fares.ledger.owner_url)
    except ValueError as found:
        source_says = next(line for line in str(found).splitlines() if line.strip() and line != "seals")
    else:
        raise CommandError("the source's seals do not find the change")
    with ExitStack() as stack:
        copy = drill.copy(stack, drill.conf)
        copy.restore(moment)
        said = drill.prove(copy, lipa=False)
    return f"restored to {moment}: {said}; the source: {source_says}"


def lose_a_segment(drill: Drill) -> str:
    """A segment is gone from the archive: verify names the gap, and the restore fails."""
    for _ in range(3):
        time.sleep(0.3)
        drill.archive_now()
    repository, conf = drill.freeze("segment")
    lost = copies.lose_segment(repository)
    with ExitStack() as stack:
        copy = drill.copy(stack, conf)
        return f"{lost} removed; " + must_fail(copy.restore, "a segment is lost")


def corrupt_a_page(drill: Drill) -> str:
    """One byte of a page of the restored ledger changes: the checksum says so."""
    with ExitStack() as stack:
        copy = drill.copy(stack, drill.conf)
        drill.archive_now()
        copy.restore()
        url = at_port(drill.superuser_url(drill.fares.ledger.name), copy.port)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("checkpoint")
            (path,) = connection.execute("select pg_relation_filepath('ledger.ledger_entries')").fetchone() or ("",)
        copy.run("stop")
        copy.run("checksums")
        copies.corrupt_page(copy.data, path)
        return must_fail(lambda: copy.run("checksums"), "checksum verification failed")


def use_a_wrong_key(drill: Drill) -> str:
    """With another key nothing is restored."""
    wrong = copies.change_conf(drill.conf, drill.folder / "wrong.conf", {"repo1-cipher-pass": "another"})
    with ExitStack() as stack:
        copy = drill.copy(stack, wrong)
        said = must_fail(lambda: copy.run("latest"), "unable to")
        if list(copy.data.iterdir()):
            raise CommandError("something was restored with a wrong key")
        return said


def must_fail(what: Callable[[], object], wanted: str) -> str:
    """Do what must fail; the line that says why. Raises CommandError when it succeeds or says something else."""
    try:
        what()
    except CommandError as error:
        said = [line for line in str(error).splitlines() if wanted in line]
        if not said:
            raise
        return f"failed as it must: {said[0][:160]}"
    raise CommandError(f"succeeded, and had to fail with: {wanted}")


CASES: dict[str, Callable[[Drill], str]] = {
    "latest": restore_latest, "segment": lose_a_segment, "page": corrupt_a_page, "key": use_a_wrong_key,
    "moment": restore_before_a_bad_change,
}  # fmt: skip


def main(asked: list[str]) -> int:
    """Play the cases; 1 when one of them is not as it must be, or a goal is missed."""
    home = Path((LOCAL / "pg-home").read_text().strip())
    folder = Path(tempfile.mkdtemp(prefix="drill-", dir=home))
    shutil.chown(folder, runbook.USER)
    bad = 0
    try:
        with running() as fares:
            password = env.keep_secret("postgres", str)
            drill = Drill(fares, folder, home / "backup" / "pgbackrest.conf", password, programs())
            for name in asked or CASES:
                try:
                    print(f"{name}: {CASES[name](drill)}", flush=True)
                except (CommandError, ValueError, psycopg.Error) as error:
                    bad += 1
                    print(f"{name}: FAILED: {re.sub('[0-9a-f]{48}', '…', str(error))}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rpo, rto = drill.figures.get("rpo"), drill.figures.get("rto")
    if rpo is not None and rto is not None:
        bad += (rpo > RPO_GOAL_SECONDS) + (rto > RTO_GOAL_SECONDS)
        print(f"RPO {rpo:.1f} s (goal {RPO_GOAL_SECONDS:.0f}), RTO {rto:.1f} s (goal {RTO_GOAL_SECONDS:.0f}): ", end="")
    print("all as it must be" if not bad else f"{bad} not as it must be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
