"""Set-up on a server without superuser and TLS, its address in the environment or in a file."""

import contextlib
import http.server
import json
import os
import re
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from web.tests.servers import Postgres

ROOT = Path(__file__).parents[3]
OURS = ("LIPA_", "DATABASE_URL", "PG")


class Healthy(http.server.BaseHTTPRequestHandler):
    """Answers /healthz."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()


@pytest.fixture(scope="module")
def foreign_url() -> Iterator[str]:
    """The address of a database there; its owner may create roles and nothing more."""
    server = Postgres()
    server.start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as superuser:
            superuser.execute("create role manager login createrole")
            superuser.execute("create database ledger owner manager")
        yield f"postgresql://manager@127.0.0.1:{server.port}/ledger"
    finally:
        server.remove()


def run(*command: str, **settings: str) -> str:
    """Run a script with these settings only; its output."""
    inherited = {name: set_to for name, set_to in os.environ.items() if not name.startswith(OURS)}
    result = subprocess.run(
        command, cwd=ROOT, env=inherited | settings, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout
    return result.stdout


def test_it_is_migrated_and_loaded_and_missing_guards_are_reported(foreign_url: str) -> None:
    output = run("scripts/migrate.sh", DATABASE_URL=foreign_url)
    assert "guards absent" in output
    with psycopg.connect(foreign_url) as owner:
        assert owner.execute("select * from audit.trial_balance").fetchall() == []
        assert owner.execute("select count(*) from config.loaded_functions").fetchone() == (1,)


def test_a_second_run_changes_nothing(foreign_url: str) -> None:
    run("scripts/migrate.sh", DATABASE_URL=foreign_url)
    with psycopg.connect(foreign_url) as owner:
        assert owner.execute("select count(*) from config.loaded_functions").fetchone() == (1,)


def test_the_address_may_be_in_a_file(foreign_url: str, tmp_path: Path) -> None:
    """Every script decides in the same way whether the server is our own."""
    file = tmp_path / "address"
    file.write_text(f"{foreign_url}\n", encoding="utf-8")
    script = '. scripts/lib.sh; if foreign_database; then echo "$DATABASE_URL"; else echo ours; fi'
    assert run("bash", "-c", script, "scripts/ask", DATABASE_URL_FILE=str(file)).strip() == foreign_url
    assert run("bash", "-c", script, "scripts/ask", DATABASE_URL=foreign_url).strip() == foreign_url
    assert run("bash", "-c", script, "scripts/ask").strip() == "ours"


LIBPQ = [option.envvar.decode() for option in pq.Conninfo.get_defaults() if option.envvar]


def test_other_programs_settings_change_nothing(foreign_url: str) -> None:
    """Not the variables of libpq, not those of dbmate."""
    nonsense = dict.fromkeys([*LIBPQ, "PGLOCALEDIR", "DBMATE_MIGRATIONS_TABLE"], "nonsense")
    run("scripts/migrate.sh", DATABASE_URL=foreign_url, **nonsense)
    run("deploy/entry.sh", "migrate", DATABASE_URL=foreign_url, PGCLIENTENCODING="LATIN1", PGOPTIONS="-c search_path=x")
    asked = "import app, os; print([name for name in os.environ if name.startswith('PG')])"
    assert run(sys.executable, "-c", asked, **nonsense).strip() == "[]"


def test_a_search_path_of_directories_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    assert run("bash", "-c", '. scripts/lib.sh; echo "$ROOT"', CDPATH=f"{tmp_path}:.").strip() == str(ROOT)


def test_sessions_of_our_roles_write_text_as_we_read_it(foreign_url: str) -> None:
    odd = {"datestyle": "SQL, MDY", "intervalstyle": "iso_8601", "timezone": "Asia/Tokyo", "bytea_output": "escape",
           "standard_conforming_strings": "off", "extra_float_digits": "-10", "search_path": "nowhere"}  # fmt: skip
    shown = (
        "select timestamptz '2026-11-29 21:30+00', interval '1 day 2 h', '\\x41'::bytea::text, '\\', 0.1::float8 * 3"
    )
    run("scripts/migrate.sh", DATABASE_URL=foreign_url)
    with psycopg.connect(foreign_url, autocommit=True) as owner:
        for name, value in odd.items():
            owner.execute(f"alter database ledger set {name} to {value if name == 'search_path' else repr(value)}")
    try:
        run("scripts/migrate.sh", DATABASE_URL=foreign_url)
        for role in ("manager", "lipa_telco", "lipa_auditor"):
            command = ("psql", "-X", "-At", "-F", " | ", "-h", "127.0.0.1", "-U", role, "-d", "ledger", "-c", shown)
            port = {"PGPORT": str(conninfo_to_dict(foreign_url)["port"])}
            if role != "manager":
                run("psql", "-X", "-q", "-d", foreign_url, "-c", f"alter role {role} login")
            assert (
                run(*command, **port).strip()
                == "2026-11-29 21:30:00+00 | 1 day 02:00:00 | \\x41 | \\ | 0.30000000000000004"
            )
    finally:
        with psycopg.connect(foreign_url, autocommit=True) as owner:
            owner.execute("alter database ledger reset all")


def test_no_password_is_in_the_process_list_during_a_migration(foreign_url: str) -> None:
    """The superuser's, and that of the tables' owner, as libpq takes them."""
    secret = "never-in-the-list-4628"
    place = foreign_url.removeprefix("postgresql://manager").replace("ledger", "guarded")
    for owner in (f"postgresql://manager:{secret}{place}", f"postgresql://manager{place}?password={secret}"):
        stop, seen = threading.Event(), set[bytes]()

        def watch(stop: threading.Event = stop, seen: set[bytes] = seen) -> None:
            while not stop.is_set():
                for file in Path("/proc").glob("[0-9]*/cmdline"):
                    with contextlib.suppress(OSError):
                        seen.add(file.read_bytes())

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            run("scripts/migrate.sh", DATABASE_URL=owner, LIPA_SUPERUSER_URL=f"postgresql://postgres:{secret}{place}")
        finally:
            stop.set()
            watcher.join()
        assert any(b"psql" in line for line in seen)
        assert not [line for line in seen if secret.encode() in line]


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o777])
def test_a_private_server_starts_under_any_umask(mask: int) -> None:
    """Also in a folder that was made under it."""
    clone = Path(tempfile.mkdtemp(prefix="lipa-clone-", dir="/var/tmp"))  # where the server's user may enter
    try:
        clone.chmod(0o755)
        shutil.copytree(ROOT / "scripts", clone / "scripts")
        (clone / "db").mkdir()
        shutil.copy(ROOT / "db" / "actors.csv", clone / "db")
        if os.getuid() == 0:
            (clone / ".local").mkdir(mode=0o700)
        run("bash", "-c", f"cd {clone} && umask {mask:o} && scripts/cluster.sh start && scripts/cluster.sh remove")
    finally:
        shutil.rmtree(clone)


def test_scripts_that_start_at_once_make_one_secret(tmp_path: Path) -> None:
    # In one write each, so that no two lines mix.
    python = 'import env, pathlib, sys; env.SECRETS = pathlib.Path(sys.argv[1]); k = env.keep_secret("k", env.new_key)'
    python += '; sys.stdout.write(k + "\\n")'
    command = f""". scripts/lib.sh; SECRETS=$1
        for n in 1 2 3 4; do secret k new_password & PYTHONPATH=scripts "$PYTHON" -c '{python}' "$1" & done; wait"""
    done = subprocess.run(["bash", "-c", command, "-", str(tmp_path / "s")], capture_output=True, text=True, check=True)
    assert (len(done.stdout.split()), len(set(done.stdout.split())), done.stderr) == (8, 1, "")
    assert [(path.name, path.stat().st_mode & 0o777) for path in (tmp_path / "s").iterdir()] == [("k", 0o600)]


def test_no_proxy_stands_before_loopback() -> None:
    asked = ("import requests, sys, urllib.request as u; at = 'http://127.0.0.1:9/';"
             "print(u.proxy_bypass('127.0.0.1:9'), requests.utils.get_environ_proxies(at))")  # fmt: skip
    proxy = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    for more in ({}, {"no_proxy": "example.org"}, {"NO_PROXY": "example.org"}):
        command = ("bash", "-c", f'. scripts/lib.sh; python -c "{asked}"', "scripts/ask")
        assert run(*command, **proxy, **more).split() == ["True", "{}"]


def test_scripts_hear_of_the_version_that_make_is_asked_for() -> None:
    command = ("make", "-s", "--eval", 'show: ; @echo "[$$LIPA_PG_VERSION]"', "show")
    assert run(*command, "PG=18", MAKEFLAGS="").strip() == "[18]"
    assert run(*command, MAKEFLAGS="").strip() == "[]"


def test_the_images_health_check_asks_no_proxy() -> None:
    check = json.loads(re.findall(r"CMD (\[.*http.*\])", (ROOT / "Dockerfile").read_text())[0])
    with socketserver.TCPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run(sys.executable, *check[1:], PORT=str(server.server_address[1]), http_proxy="http://127.0.0.1:9")
        server.shutdown()


def test_only_a_database_that_this_clone_made_carries_its_mark(foreign_url: str) -> None:
    run("scripts/migrate.sh", DATABASE_URL=foreign_url)
    with psycopg.connect(foreign_url.replace("manager", "postgres"), autocommit=True) as superuser:
        superuser.execute("create database empty owner manager")
    asked = ". scripts/lib.sh; if is_made_here; then echo yes; else echo no; fi"
    for url, ours in ((foreign_url, "no"), (foreign_url.replace("/ledger", "/empty"), "yes")):
        run("scripts/database.sh", DATABASE_URL=url)
        assert run("bash", "-c", asked, "scripts/ask", DATABASE_URL=url).strip() == ours
