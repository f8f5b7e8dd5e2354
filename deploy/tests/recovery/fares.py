"""A ledger of the drill's own, to which M-Pesa confirms fares all the time; it knows what was acknowledged when."""

import contextlib
import itertools
import logging
import os
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator

import psycopg

import web
from db.tests import database
from db.tests.database import Database
from deploy.tests.recovery.runbook import ROOT
from web.core import db
from web.tests.callbacks.conftest import FLEET, confirmation
from web.tests.conftest import DEMO, TOKEN

PER_SECOND = 20


class Fares:
    """Confirmations one after the other; `acknowledged`: when each was answered 200."""

    def __init__(self, ledger: Database) -> None:
        self.ledger = ledger
        self.acknowledged: dict[str, float] = {}
        self._over = threading.Event()

    def run(self) -> None:
        """Confirm until it is over."""
        with tempfile.TemporaryDirectory() as folder:
            settings = DEMO | {"LIPA_TELCO_URL": self.ledger.url("telco"), "LIPA_SPOOL_DIR": f"{folder}/spool"}
            client = web.create_app(settings).test_client()
            logging.disable(logging.WARNING)
            for number in itertools.count():
                receipt = f"RD{number:08d}"
                answer = client.post(f"/telco/{TOKEN}/c2b/confirmation", json=confirmation(receipt))
                if answer.status_code == 200:
                    self.acknowledged[receipt] = time.time()
                if self._over.wait(1 / PER_SECOND):
                    break
            db.close()

    def stop(self) -> None:
        self._over.set()

    def seal(self) -> None:
        """Seal what was posted until now."""
        with psycopg.connect(self.ledger.owner_url, autocommit=True) as owner:
            owner.execute("select ledger.seal(p_most => 100000)")


@contextlib.contextmanager
def running() -> Iterator[Fares]:
    """A ledger of the private instance with one vehicle, whose passengers pay; dropped afterwards."""
    with database.fresh("recovery") as ledger:
        # A clone of a template has sequences that believe to be in the WAL already, so after a crash they would give
        # numbers twice. After a checkpoint they write again. A database that migrations made is not concerned.
        with psycopg.connect(ledger.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as superuser:
            superuser.execute("checkpoint")
        with psycopg.connect(ledger.owner_url, autocommit=True) as owner:
            owner.execute(FLEET.encode())
        fares = Fares(ledger)
        payer = threading.Thread(target=fares.run)
        payer.start()
        try:
            yield fares
        finally:
            fares.stop()
            payer.join()


def at_port(url: str, port: int, name: str = "") -> str:
    """The same address on another port of this machine, and perhaps another database."""
    moved = re.sub(r"@127\.0\.0\.1:\d+/", f"@127.0.0.1:{port}/", url)
    return re.sub(r"/\w+(?=\?|$)", f"/{name}", moved) if name else moved


def verify_seals(owner_url: str) -> str:
    """The last line of flask verify-seals at this address, as the runbook says. Raises ValueError on a difference."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIPA_", "DATABASE_URL", "PG"))}
    done = subprocess.run(
        [str(ROOT / ".venv/bin/flask"), "--app", "app", "verify-seals"], cwd=ROOT, check=False, text=True,
        env=clean | DEMO | {"DATABASE_URL": owner_url}, capture_output=True,
    )  # fmt: skip
    if done.returncode:
        raise ValueError((done.stdout + done.stderr[-300:]).strip())
    return done.stdout.strip().splitlines()[-1]
