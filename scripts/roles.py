"""Makes the login roles of db/actors.csv and sets their passwords, before the migrations.

The passwords are those in the addresses that the processes use: LIPA_TELCO_URL holds that of role lipa_telco.
A role that can already log in keeps its password. The roles also carry every setting that changes how values look as
text or how text is read, so that no default of somebody else's server decides it. With LIPA_SUPERUSER_URL it also makes
the owner of the tables (the user in DATABASE_URL) and the database. Each setting is read as NAME or NAME_FILE.
"""

import csv
import os
import sys
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).parents[1]
TEXT_SETTINGS = {
    "client_encoding": "UTF8", "DateStyle": "ISO, DMY", "IntervalStyle": "postgres", "TimeZone": "UTC",
    "standard_conforming_strings": "on", "backslash_quote": "safe_encoding", "bytea_output": "hex",
    "extra_float_digits": "1", "array_nulls": "on", "transform_null_equals": "off", "quote_all_identifiers": "off",
    "lc_monetary": "C", "lc_numeric": "C", "lc_time": "C", "xmlbinary": "base64", "xmloption": "content",
    "default_transaction_isolation": "read committed", "default_transaction_read_only": "off",
    # Compiling a query takes 0.2 s; ours read by index, whatever their estimate says.
    "jit": "off",
}  # fmt: skip
ACTORS = [row["actor"] for row in csv.DictReader((ROOT / "db" / "actors.csv").read_text(encoding="utf-8").splitlines())]


def read_setting(name: str) -> str:
    """A setting, directly or by a file."""
    path = os.environ.get(f"{name}_FILE")
    if name in os.environ or not path:
        return os.environ.get(name, "")
    return Path(path).read_text(encoding="utf-8").strip()


def can_log_in(connection: psycopg.Connection, role: str) -> bool | None:
    """Whether the role can log in; None when there is no such role."""
    row = connection.execute("select rolcanlogin from pg_roles where rolname = %s", [role]).fetchone()
    return bool(row[0]) if row else None


def set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """Let the role log in. Only the verifier is sent, so that the server can't log the password."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("alter role {} login password {}").format(sql.Identifier(role), sql.Literal(verifier)))


def keep_text_settings(connection: psycopg.Connection, role: str, search_path: str, database: str = "") -> None:
    """Give them to a role; in one database only, if its sessions elsewhere are not ours."""
    row = connection.execute(
        "select s.setconfig from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase"
        " where s.setrole = %s::regrole and coalesce(d.datname, '') = %s", [f'"{role}"', database],
    ).fetchone()  # fmt: skip
    place = sql.SQL("in database {}").format(sql.Identifier(database)) if database else sql.SQL("")
    for name, value in (TEXT_SETTINGS | {"search_path": search_path}).items():
        if not row or f"{name}={value}" not in row[0]:
            alter = sql.SQL("alter role {} {} set {} to {}")
            connection.execute(alter.format(sql.Identifier(role), place, sql.Identifier(name), sql.Literal(value)))


def make_roles(connection: psycopg.Connection) -> None:
    """Make the role of each actor; set its password if its address is known and it can't log in yet."""
    connection.execute("select pg_advisory_lock(hashtext('lipa roles'))")
    for actor in ACTORS:
        url, role = read_setting(f"LIPA_{actor.upper()}_URL"), f"lipa_{actor}"
        if can_log_in(connection, role) is None:
            connection.execute(sql.SQL("create role {} nologin noinherit").format(sql.Identifier(role)))
        password = str(conninfo_to_dict(url).get("password") or "") if url else ""
        if password and can_log_in(connection, role) is False:
            set_password(connection, role, password)
        try:
            keep_text_settings(connection, role, "pg_catalog")
        except psycopg.errors.InsufficientPrivilege:
            print(f"settings absent: this login may not alter {role} (scripts/README.md)", file=sys.stderr)


def make_owner_and_database(superuser: str, owner: str) -> None:
    """As superuser, because the owner of the tables must not make roles: on PostgreSQL 15 a role that may create
    roles can grant itself the server's files and programs, and could then bypass the DDL guard."""
    wanted = conninfo_to_dict(owner)
    role, database = str(wanted["user"]), str(wanted["dbname"])
    with psycopg.connect(make_conninfo(superuser, dbname="postgres"), autocommit=True) as connection:
        make_roles(connection)
        if can_log_in(connection, role) is None:
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
            set_password(connection, role, str(wanted["password"]))
        if not connection.execute("select from pg_database where datname = %s", [database]).fetchall():
            create = sql.SQL("create database {} owner {} template template0")
            connection.execute(create.format(sql.Identifier(database), sql.Identifier(role)))
        keep_text_settings(connection, role, "public", database)


def main() -> None:
    """Work as superuser, else as the owner of the tables, if the owner may create roles."""
    superuser, owner = read_setting("LIPA_SUPERUSER_URL"), read_setting("DATABASE_URL")
    if superuser:
        make_owner_and_database(superuser, owner)
        return
    with psycopg.connect(owner, autocommit=True) as connection:
        try:
            make_roles(connection)
            keep_text_settings(connection, connection.info.user, "public", connection.info.dbname)
        except psycopg.errors.InsufficientPrivilege:
            sys.exit(
                "set-up: this login may not make roles with passwords; an administrator has to (scripts/README.md)"
            )


if __name__ == "__main__":
    main()
