"""make run in a clone of its own: what its processes hold, what make env prints, and a second clone's demo."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.core import parts
from web.tests.servers import ROOT, free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OURS = ("LIPA_", "DATABASE_URL", "PG", "PORT", "MAKE")  # MAKEFLAGS carries what make test was asked for
KEYS = {"LIPA_DARAJA_KEY": "daraja", "LIPA_SMS_KEY": "sms", "LIPA_PASSKEY": "passkey"}


def run(clone: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a clone with these settings of ours only."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(command, cwd=clone, env=others | settings, capture_output=True, text=True, check=False)


@pytest.fixture
def clone() -> Iterator[Path]:
    """The files of this tree, where the server's user may enter."""
    with copied() as made:
        yield made


@contextlib.contextmanager
def copied() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="lipa-clone-", dir="/var/tmp"))
    made.chmod(0o755)
    listed = run(ROOT, "git", "ls-files", "--cached", "--others", "--exclude-standard").stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, made / name)
    (made / ".venv").symlink_to((ROOT / ".venv").resolve())
    try:
        yield made
    finally:
        run(made, "make", "clean")
        shutil.rmtree(made)


@contextlib.contextmanager
def running(clone: Path, **settings: str) -> Iterator[None]:
    """make run, until it is ready; its probes go past a proxy that isn't there."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    port = str(free_port())
    started = others | settings | {"PORT": port, "http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    with (clone / "run.log").open("w") as log:
        process = subprocess.Popen(["make", "run"], cwd=clone, env=started, stdout=log, stderr=log)
        try:
            direct, deadline = urllib.request.build_opener(urllib.request.ProxyHandler({})), time.monotonic() + 150
            while process.poll() is None and time.monotonic() < deadline:
                with contextlib.suppress(OSError):
                    direct.open(f"http://127.0.0.1:{port}/readyz", timeout=2)
                    break
                time.sleep(0.5)
            else:
                pytest.fail((clone / "run.log").read_text())
            yield
        finally:
            for main in (clone / ".local" / "running").glob("main"):
                os.kill(int(main.read_text()), signal.SIGTERM)
            process.wait(60)


def environments(clone: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(command, variables) of each process that serves this clone."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if (process / "cwd").readlink() == clone and ("gunicorn" in command or "flask" in command):
                pairs = (process / "environ").read_text().split("\0")
                yield command, dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def readable_secrets(clone: Path) -> list[Path]:
    """The files that other users can read and that hold a secret of ours."""
    secrets = [path.read_bytes().strip() for path in (clone / ".local" / "secrets").iterdir() if path.suffix != ".pem"]
    files = [path for path in (clone / ".local").rglob("*") if path.is_file() and "pg" not in path.parts]
    shown = [path for path in files if path.stat().st_mode & 0o004 and path.parent.stat().st_mode & 0o005]
    return [path for path in shown if any(secret in path.read_bytes() for secret in secrets)]


def test_what_runs(clone: Path) -> None:
    settings = {"LIPA_MODE": "staging", "LIPA_SHORTCODE": "400333", **KEYS}
    with running(clone, **settings):
        found = list(environments(clone))
        assert {held["LIPA_PART"] for _, held in found} == {"web", "worker"}
        for command, held in found:
            foreign = [name for name in held if not parts.is_needed(name.removesuffix("_FILE"), held["LIPA_PART"])]
            assert not foreign, command
            assert ("LIPA_PASSKEY" in held) == ("LIPA_WORKER_URL" in held) == (held["LIPA_PART"] == "worker")
        # Another shell, with other settings.
        printed = run(clone, "make", "-s", "env", LIPA_MODE="demo", PORT="1", LIPA_SHORTCODE="400444").stdout
        shown = dict(word.split("=", 1) for word in shlex.split(printed))
        assert {name: shown.get(name) for name in settings} == settings
        assert shown["PORT"] != "1"
        assert shown["LIPA_URL"] == f"http://127.0.0.1:{shown['PORT']}"
        replayed = run(clone, "make", "-s", "replay")
        assert replayed.stdout == "0 vehicles, 0 parts of days, 0 differ\n", replayed.stderr
        # A second clone, with this one's address exported.
        with copied() as second:
            there = {"DATABASE_URL": shown["DATABASE_URL"], "PORT": str(free_port())}
            stopped = run(second, "make", "run", LIPA_SANDBOX_PORT=str(free_port()), **there)
            assert stopped.returncode != 0
            assert "LIPA_MODE=staging" in stopped.stderr
            assert not (second / ".local" / "demo.json").exists()
    lay_out = 'set -a; eval "$(python3 scripts/env.py)"; scripts/demo.sh'
    laid_out = run(clone, "bash", "-c", lay_out, LIPA_MODE="demo")
    assert laid_out.returncode == 0, laid_out.stderr
    assert (clone / ".local" / "demo.json").stat().st_mode & 0o777 == 0o600
    assert readable_secrets(clone) == []
    printed = run(clone, "make", "-s", "env", LIPA_SHORTCODE="400444").stdout
    assert "LIPA_MODE=demo" in printed
    assert "LIPA_SHORTCODE=400444" in printed
