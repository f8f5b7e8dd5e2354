"""Gives the login roles their passwords, from the very addresses that the processes will use.

The user and the password in LIPA_TELCO_URL mean that role lipa_telco logs in by that password. A role
that can log in already keeps what it has: its password was somebody's decision. Runs before the
migrations: it makes the roles of db/actors.csv that are missing, and with LIPA_SUPERUSER_URL also
the owner of the tables (the user in DATABASE_URL) and the database. Each setting as NAME or NAME_FILE.
"""

import csv
import os
import sys
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).parents[1]
ACTORS = [row["actor"] for row in csv.DictReader((ROOT / "db" / "actors.csv").read_text(encoding="utf-8").splitlines())]
PooledConnection = psycopg.Connection


def told(name: str) -> str:
    """A setting, directly or by a file."""
    path = os.environ.get(f"{name}_FILE")
    if name in os.environ or not path:
        return os.environ.get(name, "")
    return Path(path).read_text(encoding="utf-8").strip()


def may_log_in(line: PooledConnection, role: str) -> bool | None:
    """Whether it can; None when there is no such role."""
    row = line.execute("select rolcanlogin from pg_roles where rolname = %s", [role]).fetchone()
    return bool(row[0]) if row else None


def let_in(line: PooledConnection, role: str, password: str) -> None:
    """Only the verifier travels, so that no log of the server can hold the password."""
    verifier = line.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    line.execute(sql.SQL("alter role {} login password {}").format(sql.Identifier(role), sql.Literal(verifier)))


def make_roles(line: PooledConnection) -> None:
    """Each party's role, with its password if its address is known and it can't log in yet."""
    line.execute("select pg_advisory_lock(hashtext('lipa roles'))")
    for actor in ACTORS:
        url, role = told(f"LIPA_{actor.upper()}_URL"), f"lipa_{actor}"
        if may_log_in(line, role) is None:
            line.execute(sql.SQL("create role {} nologin noinherit").format(sql.Identifier(role)))
        password = str(conninfo_to_dict(url).get("password") or "") if url else ""
        if password and may_log_in(line, role) is False:
            let_in(line, role, password)


def lay_foundation(superuser: str, owner: str) -> None:
    """Roles are made by a superuser and not by the owner of the tables: on PostgreSQL 15 whoever may
    create roles may also grant himself the server's files and programs, and would be above the DDL guard."""
    wanted = conninfo_to_dict(owner)
    role, database = str(wanted["user"]), str(wanted["dbname"])
    with psycopg.connect(make_conninfo(superuser, dbname="postgres"), autocommit=True) as line:
        make_roles(line)
        if may_log_in(line, role) is None:
            line.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
            let_in(line, role, str(wanted["password"]))
        if not line.execute("select from pg_database where datname = %s", [database]).fetchall():
            line.execute(
                sql.SQL("create database {} owner {} template template0").format(
                    sql.Identifier(database), sql.Identifier(role)
                )
            )


def main() -> None:
    """As superuser, or as the owner of the tables if the owner may create roles."""
    superuser, owner = told("LIPA_SUPERUSER_URL"), told("DATABASE_URL")
    if superuser:
        lay_foundation(superuser, owner)
        return
    with psycopg.connect(owner, autocommit=True) as line:
        try:
            make_roles(line)
        except psycopg.errors.InsufficientPrivilege:
            sys.exit(
                "set-up: this login may not make roles with passwords; an administrator has to (scripts/README.md)"
            )


if __name__ == "__main__":
    main()
