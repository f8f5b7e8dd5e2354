"""Instructions of the processor that a fare costs the database: python -m bench.instructions [options]

So do a prompt's result, and a message that the worker claims.
Callgrind counts them in a single-user server that runs on a copy of the private instance, so another load on the
machine changes nothing. Needs DATABASE_URL (a database of the benchmark with demo data), LIPA_SUPERUSER_URL and
valgrind; bench/profile.sh gives them. With --sql FOLDER the functions of its files replace those of the copy first.
"""

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import conninfo

from bench import ride
from bench.boarding import begin_trips
from bench.figures import HERE

RIDES, FIRST = 1500, 4000  # of each kind; fares that stand there before
EARN = "update config.settings set value = '{}' where setting = 'loyalty_earn_cents'"
MARK = "select pg_backend_pid()"  # callgrind begins a new count where this function is entered
RIDE = (HERE / "sql" / "ride.sql").read_text().replace(":first + nextval('bench.ride_numbers')", "$1")
POST = (HERE / "sql" / "post_1.sql").read_text().replace("\\set vehicle random(1, 100)\n", "").replace(":vehicle", "$1")
DIRECT = (HERE / "sql" / "direct_many.sql").read_text().replace(":first", "$1").replace(":many", "$2")
BATCH = (HERE / "sql" / "ride_many.sql").read_text().replace(":first", "$1").replace(":many", "$2")
RESULT = (HERE / "sql" / "result.sql").read_text().replace(":n", "$1")
CLAIM = "select * from worker.claim_jobs(p_topic => 'bench', p_limit => $1, p_lease_seconds => 60)"
QUEUE = """insert into messaging.outbox (topic, key, payload)
  select 'bench', r.n, jsonb_build_object('phone_hash', encode(r.phone_hash, 'hex'), 'text', 'x') from bench.rides r"""
MANY = (HERE / "sql" / "post_many.sql").read_text().replace(":fares", "$1")
# The menu's four screens of one passenger after the other; the demo's first vehicle.
MENU = """select telco.dial_ussd(p_session_id => 'M' || $1, p_input => $2, p_input_mode => 'cumulative',
  p_phone_hash => sha256(int8send($1)), p_phone_sealed => '\\x5ea1', p_phone_last3 => '126', p_network => '63902',
  p_service_code => '*384*46#', p_codes => '{}')"""
TYPED = {"menu_dial": "", "menu_code": "4628", "menu_stage": "4628*1", "menu_pay": "4628*1*1"}
PROMPTS = "update config.rate_limits set burst = 100000, refill_ms = 1"  # one vehicle gets all of them
SERVER = ["-c", "jit=off", "-c", "fsync=off", "-c", "autovacuum=off", "-c", "shared_buffers=256MB",
          "-c", "timezone=UTC", "-c", "log_min_messages=warning", "-c", "track_functions=pl",
          "-c", "logging_collector=off"]  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=120, help="calls that are counted, of each kind")
    asked.add_argument("--sql", type=Path, action="append", default=[], help="files of functions to load first")
    asked.add_argument("--only", default="", help="kinds to count, with commas")
    asked.add_argument("--keep", type=Path, help="where callgrind's files and the copy are kept for another run")
    args = asked.parse_args()
    folder = args.keep or Path(tempfile.mkdtemp(prefix="lipa-count-"))
    try:
        if not (folder / "copy").exists():
            lay_out(os.environ["DATABASE_URL"])
            copy(folder)
        count(folder, args)
    finally:
        if not args.keep:
            shutil.rmtree(folder, ignore_errors=True)


def lay_out(url: str) -> None:
    """Put prompts and fares into the database, so that its plans are those of a young ledger."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((HERE / "sql" / "prepare.sql").read_text())
        vehicles = list(begin_trips(connection))
        values = {"many": 2 * RIDES, "vehicles": vehicles, "trips": len(vehicles)}
        for _ in range(FIRST // 500):
            connection.execute(MANY.replace("$1", "500").encode())
        for statement in (*ride.LAY_OUT, QUEUE):
            connection.execute(statement.encode(), values if "%(" in statement else None)


def copy(folder: Path) -> None:
    """Copy the whole instance, as its own user, while it runs."""
    address = {name: str(value) for name, value in conninfo.conninfo_to_dict(os.environ["LIPA_SUPERUSER_URL"]).items()}
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    run_as(["pg_basebackup", "--checkpoint=fast", "--wal-method=stream", "-D", str(folder / "copy"),
            "-h", address["host"], "-p", address["port"], "-U", address["user"]],
           PGPASSWORD=address["password"])  # fmt: skip
    (folder / "copy" / "bench_name").write_text(address["dbname"])


def run_as(command: list[str], text: str | None = None, **more: str) -> str:
    """Run a program of PostgreSQL as the user that owns the copy."""
    path = f"{max(Path('/usr/lib/postgresql').glob('*/bin'))}:{os.environ['PATH']}"
    before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    done = subprocess.run([*before, "env", f"PATH={path}", *(f"{k}={v}" for k, v in more.items()), *command],
                          input=text, capture_output=True, text=True, check=False, cwd="/")  # fmt: skip
    if done.returncode or "ERROR:" in done.stderr:
        raise SystemExit(f"{command[0]}: {done.stderr.strip()[-1500:]}")
    return done.stdout


def work(folder: Path, functions: list[str]) -> tuple[list[str], str]:
    """Make the copy that is counted on, with these functions; the command of its server, and its database."""
    name = (folder / "copy" / "bench_name").read_text()
    shutil.rmtree(folder / "work", ignore_errors=True)
    run_as(["cp", "-a", str(folder / "copy"), str(folder / "work")])
    server = ["postgres", "--single", "-D", str(folder / "work"), *SERVER]
    for text in functions:
        body = re.sub(r"^--.*\n", "", text, flags=re.MULTILINE).split(";\ncomment on")[0].strip().rstrip(";")
        run_as([*server, "-j", name], f"set check_function_bodies = off;\n\n{body};\n\n")
    for old in folder.glob("count.*"):
        old.unlink()
    return server, name


def kinds(times: int) -> dict[str, tuple[str, int, list[str]]]:
    """Of each kind what prepares it, fares a call, and its calls: as many to warm up, then those that count."""

    def calls(name: str, numbers: range) -> list[str]:
        return [f"execute {name}({n})" for n in numbers]

    def batches(name: str, first: int, many: int) -> list[str]:
        calls = 2 * max(4, times // many)
        return [f"execute {name}({first + many * n}, {many})" for n in range(calls)]

    twice = range(1, 2 * times + 1)
    direct, ride = (f"prepare {name}(bigint, int) as {text}" for name, text in (("direct", DIRECT), ("many", BATCH)))
    return {
        "insert": (f"prepare one(int) as {(HERE / 'sql' / 'insert.sql').read_text()}", 1, calls("one", twice)),
        "ride_plain": (f"prepare plain(bigint) as {RIDE}", 1, calls("plain", twice)),
        # The result of a prompt after its confirmation (with --only, count ride_plain too), and before it.
        "result": (f"prepare result(bigint) as {RESULT}", 1, calls("result", twice)),
        "result_first": (f"prepare first(bigint) as {RESULT}", 1, calls("first", range(1101, 1101 + 2 * times))),
        "claim_1": (f"prepare claim(int) as {CLAIM}", 1, calls("claim", range(1, 2)) * 2 * times),
        "claim_4": (f"prepare claim_4(int) as {CLAIM}", 4, calls("claim_4", range(4, 5)) * 2 * max(4, times // 4)),
        "ride": (f"prepare ride(bigint) as {RIDE}", 1, calls("ride", range(RIDES + 1, RIDES + 2 * times + 1))),
        "direct_1": (direct, 1, batches("direct", 1, 1)),
        "direct_8": (direct.replace("direct(", "direct_8("), 8, batches("direct_8", 201, 8)),
        "direct_16": (direct.replace("direct(", "direct_16("), 16, batches("direct_16", 501, 16)),
        "plain_8": (ride.replace("many(", "plain_8("), 8, batches("plain_8", 401, 8)),
        "plain_16": (ride.replace("many(", "plain_16("), 16, batches("plain_16", 801, 16)),
        "ride_8": (ride.replace("many(", "ride_8("), 8, batches("ride_8", RIDES + 401, 8)),
        "ride_16": (ride.replace("many(", "ride_16("), 16, batches("ride_16", RIDES + 801, 16)),
        "posting_1": (f"prepare post(bigint) as {POST}", 1, calls("post", twice)),
        "posting_16": (f"prepare many(int) as {MANY}", 16, calls("many", range(16, 17)) * 2 * max(1, times // 6)),
        "posting_1000": (f"prepare thousand(int) as {MANY}", 1000, calls("thousand", range(1000, 1001)) * 2),
        **{name: (f"prepare {name}(bigint, text) as {MENU}", 1, [f"execute {name}({n}, '{typed}')" for n in twice])
           for name, typed in TYPED.items()},
    }  # fmt: skip


def count(folder: Path, args: argparse.Namespace) -> None:
    """Run all kinds in one session, on a copy of the copy; print what each costs."""
    files = [file for sql in args.sql for file in (sorted(sql.rglob("*.sql")) if sql.is_dir() else [sql])]
    server, name = work(folder, [file.read_text() for file in files])
    lines, wanted = [], []
    for kind, (prepare, fares, calls) in kinds(args.times).items():
        if args.only and kind not in args.only.split(","):
            continue
        half = len(calls) // 2
        earn = "1000" if kind.startswith("ride") and kind != "ride_plain" else "1000000"
        lines += [EARN.format(earn), PROMPTS,
                  " ".join(prepare.strip().rstrip(";").split()), *calls[:half], MARK, *calls[half:], MARK]  # fmt: skip
        wanted.append((kind, fares * (len(calls) - half)))
    out = folder / "count"
    run_as(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}.%p", "--dump-before=pg_backend_pid",
            *server, name], "\n".join(lines) + "\n")  # fmt: skip
    parts = sorted(folder.glob("count.*"), key=lambda part: int(part.suffix[1:]) if part.stem != "count" else 0)
    for number, (kind, fares) in enumerate(wanted):
        part = parts[2 * number + 2]
        total = re.search(r"^(?:summary|totals): (\d+)", part.read_text(), re.MULTILINE)
        if total is None:
            raise SystemExit(f"{part} has no total")
        print(f"{kind:<14}{int(total[1]) / fares / 1000:>9.1f} thousand instructions each  {part.name}", flush=True)


if __name__ == "__main__":
    main()
