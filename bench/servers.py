"""Compare ways of serving the web: the same application and routes under several WSGI servers.

    scripts/bench.sh servers [--rounds 5] [--seconds 4] [--only gthread,gevent]

Each is measured with the real application and with the empty one (bench/empty.py), in turns. The main figure is
processor time for each request: it depends less than a rate on what else the machine does. What is not installed is
named and left out; only gunicorn is among our requirements.
"""

import argparse
import importlib.util
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from bench.figures import describe_load, wrk
from bench.processes import memory_mb, parent, processor_seconds

PYTHON = sys.executable
GUNICORN = (PYTHON, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py")
# name: (the package that it needs, its command; {app}, {made} and {port} are filled in)
ARRANGEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "gthread": ("gunicorn", (*GUNICORN, "{app}")),
    "gthread 1x32": ("gunicorn", (*GUNICORN, "--workers=1", "--threads=32", "{app}")),
    "sync 16": ("gunicorn", (*GUNICORN, "--worker-class=sync", "--workers=16", "--threads=1", "{app}")),
    "gevent": ("gevent", (*GUNICORN, "--worker-class=gevent", "--worker-connections=64", "{app}")),
    "gevent 1": ("gevent", (*GUNICORN, "--worker-class=gevent", "--worker-connections=64", "--workers=1", "{app}")),
    "granian": (
        "granian",
        (PYTHON, "-m", "granian", "--interface=wsgi", "--host=127.0.0.1", "--port={port}", "--workers=2",
         "--blocking-threads=16", "--backpressure=64", "--no-ws", "--log-level=error", "{app}"),
    ),
    "uwsgi": (
        "pyuwsgi",
        (str(Path(PYTHON).with_name("uwsgi")), "--http11-socket=127.0.0.1:{port}", "--master", "--lazy-apps",
         "--processes=2", "--threads=16", "--enable-threads", "--die-on-term", "--disable-logging",
         "--buffer-size=16384", "--module={made}"),
    ),
    "waitress": ("waitress", (PYTHON, "-m", "waitress", "--listen=127.0.0.1:{port}", "--threads=32", "{app}")),
    "cheroot": ("cheroot", (PYTHON, "-m", "cheroot", "--bind=127.0.0.1:{port}", "--threads=32", "{app}")),
}  # fmt: skip


@dataclass(frozen=True)
class Slice:
    """One slice under one server: a rate, latencies, and processor time in µs for each request."""

    rate: float
    p50_ms: float
    p99_ms: float
    web_us: float
    database_us: float
    client_us: float
    memory_mb: float


def main() -> None:
    """Measure every arrangement that is installed, in turns, and print the table."""
    asked = argparse.ArgumentParser(prog="bench.servers", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=int, default=4, help="per slice")
    asked.add_argument("--connections", type=int, default=20)
    asked.add_argument("--only", default="", help="names of arrangements, separated by commas")
    asked.add_argument("--out", type=Path, default=Path(".local/bench-servers.json"))
    args = asked.parse_args()
    began = describe_load()
    codes, postmaster = prepare(os.environ["DATABASE_URL"])
    found: dict[str, dict[str, list[Slice]]] = {}
    for _ in range(args.rounds):
        for name in chosen(args.only):
            with ExitStack() as running:
                for what, app in (("empty", "bench.empty:app"), ("confirm", "app:app")):
                    try:
                        server = running.enter_context(served(name, app))
                        url = f"{server.url}/telco/{os.environ['LIPA_CALLBACK_TOKEN']}/c2b/confirmation"
                        one = measured(server.process, url, (codes, postmaster), args.connections, args.seconds)
                    except (OSError, SystemExit) as error:  # the others are still compared
                        print(f"{name} does not serve {app}: {error}", file=sys.stderr)
                        break
                    found.setdefault(name, {}).setdefault(what, []).append(one)
    report(found, began, args.out)


def chosen(only: str) -> list[str]:
    """The arrangements that were asked for and are installed; a line for each that is not."""
    names = [name.strip() for name in only.split(",")] if only else list(ARRANGEMENTS)
    installed = [name for name in names if importlib.util.find_spec(ARRANGEMENTS[name][0])]
    for name in names:
        if name not in installed:
            print(f"{name}: {ARRANGEMENTS[name][0]} is not installed, left out", file=sys.stderr)
    return installed


def prepare(url: str) -> tuple[list[str], int]:
    """The codes of vehicles to pay to, and the database server's first process (0 if it runs elsewhere)."""
    with psycopg.connect(url, autocommit=True) as connection:
        codes = connection.execute("select door_code from fleet.door_codes order by door_code limit 100").fetchall()
        try:
            postmaster = parent(connection.info.backend_pid)
        except OSError:
            postmaster = 0
    return [code for (code,) in codes], postmaster


@dataclass(frozen=True)
class Server:
    process: int
    url: str


@contextmanager
def served(name: str, app: str) -> Iterator[Server]:
    """Serve one application in this arrangement, on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    made = app.replace("app:app", "app:create_app()")  # for those that find only what a module has already
    command = [part.format(app=app, made=made, port=port) for part in ARRANGEMENTS[name][1]]
    with tempfile.TemporaryDirectory(prefix="lipa-servers-") as folder:
        # A spool of its own: what a run before left in the clone's would be settled meanwhile.
        env = {**os.environ, "PORT": str(port), "LIPA_METRICS_DIR": folder, "LIPA_SPOOL_DIR": f"{folder}/spool"}
        process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield Server(process.pid, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            try:
                process.wait(25)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=1)  # noqa: S310  # nosec B310 (ours)
            return
        except urllib.error.HTTPError:
            return  # it answers; the empty one has no such page
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise OSError("it does not answer")


def measured(process: int, url: str, base: tuple[list[str], int], connections: int, seconds: int) -> Slice:
    """One slice, after a short one that fills caches and opens connections. `base`: see prepare."""
    (codes, postmaster), till = base, os.environ["LIPA_SHORTCODE"]
    wrk(url, codes, till, clients=connections, seconds=1)
    before = processor_seconds(process), processor_seconds(postmaster) if postmaster else 0.0, _children()
    figure = wrk(url, codes, till, clients=connections, seconds=seconds)
    after = processor_seconds(process), processor_seconds(postmaster) if postmaster else 0.0, _children()
    requests = figure.value * seconds
    web, database, client = ((late - early) * 1e6 / requests for early, late in zip(before, after, strict=True))
    return Slice(figure.value, figure.p50_ms, figure.p99_ms, web, database, client, memory_mb(process))


def _children() -> float:
    """Processor time of children that have ended: wrk."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(found: dict[str, dict[str, list[Slice]]], began: str, out: Path) -> None:
    """One row for each arrangement; medians over the rounds."""
    print(f"{began}; µs of processor time a request")
    titles = ("empty", "confirm", "database", "client", "share", "rate", "MB", "p99 ms")
    print(f"{'':<14}" + "".join(f"{title:>10}" for title in titles))
    for name, slices in found.items():
        if len(slices) < 2:
            continue
        empty, real = slices["empty"], slices["confirm"]
        share = statistics.median(
            (e.web_us + e.client_us) / (r.web_us + r.database_us + r.client_us)
            for e, r in zip(empty, real, strict=False)
        )
        rate = statistics.median(r.rate / e.rate for e, r in zip(empty, real, strict=False))

        def middle(what: list[Slice], field: str) -> float:
            return float(statistics.median(getattr(one, field) for one in what))

        print(
            f"{name:<14}{middle(empty, 'web_us'):>10.0f}{middle(real, 'web_us'):>10.0f}"
            f"{middle(real, 'database_us'):>10.0f}{middle(real, 'client_us'):>10.0f}{share:>10.2f}{rate:>10.2f}"
            f"{middle(real, 'memory_mb'):>10.0f}{middle(real, 'p99_ms'):>10.1f}"
        )
    print("share: empty with its client / confirmation with database and client, processor time; rate: requests/s")
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = {name: {what: [asdict(one) for one in many] for what, many in each.items()} for name, each in found.items()}
    out.write_text(json.dumps({"load": began, "arrangements": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
