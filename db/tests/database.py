"""A database for a test module: a clone of the loaded template, dropped afterwards."""

import os
import re
import secrets
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from psycopg.conninfo import conninfo_to_dict

# Prints shell assignments: DATABASE_URL for the owner, LIPA_<ACTOR>_URL for each login role.
MAKER = os.environ.get("LIPA_TEST_NEWDB", "scripts/newdb.sh")


@dataclass(frozen=True, slots=True)
class Database:
    """One database and the address of each role."""

    name: str
    addresses: dict[str, str] = field(repr=False)  # they hold passwords, and a failed test prints what it was given

    @property
    def owner_url(self) -> str:
        """The address of the owner of the tables."""
        return self.addresses["DATABASE_URL"]

    @property
    def login(self) -> dict[str, str]:
        """The same for a program: its arguments, but not its variables, are in the process list."""
        address = conninfo_to_dict(self.owner_url)
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "DATABASE"}
        return {f"PG{variable}": str(address[name]) for name, variable in names.items()}

    def url(self, actor: str) -> str:
        """The address of an actor's login role."""
        return self.addresses[f"LIPA_{actor.upper()}_URL"]


@contextmanager
def fresh(what_for: str) -> Iterator[Database]:
    """A database that no other test uses."""
    name = f"test_{what_for}_{secrets.token_hex(4)}"
    made = subprocess.run([MAKER, name], check=True, stdout=subprocess.PIPE, text=True)
    words = (re.sub(r"^export\s+", "", line) for line in made.stdout.splitlines() if "=" in line)
    pairs = (shlex.split(word)[0].split("=", 1) for word in words)
    database = Database(name, dict(pairs))
    try:
        yield database
    finally:
        # By newdb.sh, which may end sessions of other roles that are still closing.
        subprocess.run([MAKER, "--drop", name], check=True)
