"""What `make no-downtime` proves at length: its riskiest two changes in short."""

import http.client
import os
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bench.rush import changes, no_downtime
from web.tests import servers
from web.tests.conftest import DEMO, TOKEN
from web.tests.pages.world import eventually
from web.tests.servers import Gunicorn


@pytest.mark.timeout(300)  # it starts all programs and migrates; a few seconds on a machine that is idle
def test_a_migration_lets_fares_through_and_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report reads the table that the migration changes. What waits for a lock makes all later calls wait."""
    monkeypatch.setattr(changes, "REPORT_SECONDS", 1.5)
    monkeypatch.setattr(no_downtime, "WAITING", 300)
    tries = tmp_path / "tries"
    dbmate = tmp_path / "dbmate"
    dbmate.write_text(f'#!/bin/sh\necho "$*" >> {tries}\nexec {Path(sys.executable).with_name("dbmate")} "$@"\n')
    dbmate.chmod(0o755)
    with no_downtime.site() as site:
        site.stack.environ["DBMATE"] = str(dbmate)
        record, _ = no_downtime.under_load(site, "migration", rate=3, seed=2026)
    assert record.sent["confirm"]
    assert sum(line.endswith(" up") for line in tries.read_text().splitlines()) > 1


def ask(web: Gunicorn) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)) as line:
        line.request("GET", "/healthz")
        return line.getresponse().status


def test_old_workers_serve_until_the_new_ones_can(tmp_path: Path) -> None:
    """The new ones can't load the application before a setting is there: its file is a pipe that nobody writes to."""
    changes.write_setting(tmp_path, "token", TOKEN)
    token = tmp_path / "token"
    environ = {name: value for name, value in DEMO.items() if name != "LIPA_CALLBACK_TOKEN"} | {
        "LIPA_CALLBACK_TOKEN_FILE": str(token), "LIPA_WEB_WORKERS": "1", "LIPA_SPOOL_DIR": str(tmp_path / "spool"),
    }  # fmt: skip
    with servers.gunicorn(environ, tmp_path / "log") as web:
        assert ask(web) == 200
        (old,) = web.workers()
        token.unlink()
        os.mkfifo(token)
        web.reload()
        eventually(lambda: len(web.workers()) == 2)
        assert not threading.Event().wait(1.0)  # long enough for a worker that was told to end
        assert ask(web) == 200
        assert old in web.workers()
        with token.open("w") as pipe:  # opens when the new worker reads it
            changes.write_setting(tmp_path, "token", TOKEN)  # for whoever reads it later
            pipe.write(TOKEN)
        eventually(lambda: old not in web.workers())
        assert ask(web) == 200
