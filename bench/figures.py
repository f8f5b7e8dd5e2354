"""Measurements: pgbench inside the database and wrk over HTTP, in rounds, so that a busy minute affects all alike."""

import json
import os
import re
import secrets
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ONE, MANY = 8, 20  # clients
SIMPLE_UPDATE = "simple-update"  # pgbench -N


Rounds = dict[str, list["Figure"]]


@dataclass(frozen=True)
class Figure:
    """A rate with its latencies; `value` counts rows, fares or requests a second."""

    value: float
    unit: str
    p50_ms: float
    p99_ms: float


def pgbench(
    url: str, script: str | Path, *, clients: int, seconds: int, fares: int = 1, first: int = 0, unit: str = "fares/s"
) -> Figure:
    """Run one script, of bench/sql unless it is a whole path; a transaction posts `fares` fares.

    Latencies come from pgbench's own log.
    """
    what = f"--builtin={script}" if script == SIMPLE_UPDATE else f"--file={HERE / 'sql' / script}"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["pgbench", "--no-vacuum", "--protocol=prepared", f"--client={clients}", f"--jobs={min(clients, 2)}",
             f"--time={seconds}", what, f"--define=fares={fares}",
             f"--define=first={first}", "--log", f"--log-prefix={folder}/log", url],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"pgbench {script}: {done.stderr.strip()[-600:]}")
        rate = re.search(r"tps = ([0-9.]+)", done.stdout)
        logged = "".join(log.read_text() for log in Path(folder).glob("log*"))
        took = sorted(int(line.split()[2]) for line in logged.splitlines())
    if rate is None or not took:
        raise SystemExit(f"pgbench {script} printed no rate")
    p50, p99 = (took[min(len(took) - 1, int(len(took) * share))] / 1000 for share in (0.50, 0.99))
    return Figure(float(rate[1]) * fares, unit, p50, p99)


def wrk(url: str, codes: list[str], shortcode: str, *, clients: int, seconds: int, spare: float = 0) -> Figure:
    """Post confirmations, each with its own receipt; stop when more than a share of `spare` is not answered 200."""
    prefix = "W" + "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(2))
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + 3 * 3600))
    done = subprocess.run(
        ["wrk", "--threads=1", f"--connections={clients}", f"--duration={seconds}s", "--timeout=10s",
         f"--script={HERE / 'confirm.lua'}", url, "--", prefix, stamp, shortcode, *codes],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = re.search(r"^JSON (.*)$", done.stdout, re.MULTILINE)
    if report is None:
        raise SystemExit(f"wrk {url}: {done.stderr.strip()[-600:]} {done.stdout[-300:]}")
    result = json.loads(report[1])
    if result["bad"] > spare * result["requests"]:
        raise SystemExit(f"{result['bad']} requests of {result['requests']} not answered 200: {result['kinds']}")
    return Figure(result["requests"] / result["seconds"], "requests/s", result["p50_ms"], result["p99_ms"])


def median(rounds: list[Figure]) -> Figure:
    return Figure(
        statistics.median(one.value for one in rounds),
        rounds[0].unit,
        statistics.median(one.p50_ms for one in rounds),
        statistics.median(one.p99_ms for one in rounds),
    )


def describe_load() -> str:
    return f"load before {os.getloadavg()[0]:.2f}, {os.cpu_count()} cores"
