"""Prints this clone's instance as shell assignments: `eval "$(make -s env)"`.

Also what `make run` starts its processes with, so that what is told and what runs can't differ.
A setting that the environment holds already (as NAME or NAME_FILE) is passed on as it is. Passwords
and keys of our own are made up, random, and kept in .local/secrets, readable by their owner only; in
production only the private instance's passwords are. The demo's operator is the sandbox.
Runs on the standard library alone, because it must work before there is a virtual environment.
"""

from __future__ import annotations

import base64
import csv
import json
import os
import secrets
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
SECRETS = LOCAL / "secrets"
ACTORS = [row["actor"] for row in csv.DictReader((ROOT / "db" / "actors.csv").read_text(encoding="utf-8").splitlines())]
PASSED_ON = ("LIPA_PUBLIC_URL", "LIPA_HOSTS", "LIPA_CALLBACK_SOURCES", "LIPA_PROXY_HOPS", "LIPA_POOL_SIZE",
             "LIPA_PREPARE", "LIPA_HASH_FORM", "LIPA_DARAJA_URL", "LIPA_DARAJA_KEY", "LIPA_DARAJA_SECRET",
             "LIPA_DARAJA_INITIATOR", "LIPA_DARAJA_INITIATOR_PASSWORD", "LIPA_PASSKEY",
             "LIPA_SMS_URL", "LIPA_SMS_USERNAME", "LIPA_SMS_KEY", "LIPA_CALLBACK_TOKEN",
             "LIPA_SEAL_KEYS", "LIPA_LOOKUP_KEY", "LIPA_WEB_SECRET")  # fmt: skip


def told(name: str) -> str:
    """What the environment says, directly or by a file."""
    path = os.environ.get(f"{name}_FILE")
    if name in os.environ or not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as wrong:
        sys.exit(f"set-up: {name}_FILE names {path}, which can't be read: {wrong.strerror}")


def kept(name: str, make: Callable[[], str]) -> str:
    """A secret that is made once."""
    path = SECRETS / name
    if not path.exists():
        SECRETS.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(make() + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def key() -> str:
    """32 random bytes, as every key of ours is written."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def private_url(role: str) -> str:
    """The address of a role in the private instance."""
    port = LOCAL / "pg-port"
    if not port.exists():
        sys.exit("set-up: there is no instance yet; make db (or make run) makes it")
    place = f"127.0.0.1:{port.read_text().strip()}/lipa?sslmode=disable"
    return f"postgresql://{role}:{kept(role, secrets.token_hex)}@{place}"


def is_ours(url: str) -> bool:
    """Is this address the one that we print ourselves?"""
    password = SECRETS / "lipa_owner"
    if not password.exists() or urlsplit(url).path != "/lipa":
        return False
    return url.startswith(f"postgresql://lipa_owner:{password.read_text().strip()}@127.0.0.1:")


def databases() -> dict[str, str]:
    """Where the database is, for its owner and for each login role."""
    owner = told("DATABASE_URL")
    if not owner or is_ours(owner):
        return {"DATABASE_URL": private_url("lipa_owner")} | {
            f"LIPA_{actor.upper()}_URL": private_url(f"lipa_{actor}") for actor in ACTORS
        }
    names = {actor: f"LIPA_{actor.upper()}_URL" for actor in ACTORS}
    others = {name: told(name) or beside(owner, f"lipa_{actor}") for actor, name in names.items()}
    return {"DATABASE_URL": owner} | others


def beside(owner: str, role: str) -> str:
    """The same server and database for another role, if set-up gave that role its password."""
    password = SECRETS / role
    if not password.exists():
        return ""
    parts = urlsplit(owner)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password.read_text().strip())}@{place}"))


def ports() -> tuple[str, str]:
    """As the environment says; else as the running instance was started; else the usual ones."""
    started = LOCAL / "run.json"
    running = json.loads(started.read_text()) if started.exists() else {}
    return (
        os.environ.get("PORT") or running.get("PORT", "8000"),
        os.environ.get("LIPA_SANDBOX_PORT") or running.get("LIPA_SANDBOX_PORT", "8010"),
    )


def settings() -> dict[str, str]:
    """Everything, in the order in which it is printed."""
    port, sandbox_port = ports()
    web, sandbox = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{sandbox_port}"
    mode = told("LIPA_MODE") or "demo"
    known = databases() | {
        "LIPA_MODE": mode,
        "PORT": port,
        "LIPA_SANDBOX_PORT": sandbox_port,
        "LIPA_URL": web,
        "LIPA_SANDBOX_URL": sandbox,
        "LIPA_SHORTCODE": told("LIPA_SHORTCODE") or "400222",
        "LIPA_USSD_CODE": told("LIPA_USSD_CODE") or "*384*46#",
        "LIPA_METRICS_DIR": told("LIPA_METRICS_DIR") or str(LOCAL / "metrics"),
    }
    if mode != "production":
        known |= own_keys()
    if mode == "demo":
        known |= sandbox_operator(web, sandbox)
    known |= {name: told(name) for name in PASSED_ON if told(name)}
    # A certificate has many lines: its file is named, not printed.
    known |= {name: os.environ[name] for name in ("LIPA_DARAJA_CERT", "LIPA_DARAJA_CERT_FILE") if name in os.environ}
    demo = LOCAL / "demo.json"
    if mode == "demo" and demo.exists():
        known |= json.loads(demo.read_text(encoding="utf-8"))
    return {name: value for name, value in known.items() if value}


def own_keys() -> dict[str, str]:
    """What only we know: they seal and sign."""
    return {
        "LIPA_CALLBACK_TOKEN": kept("callback_token", lambda: secrets.token_urlsafe(24)),
        "LIPA_SEAL_KEYS": kept("seal_keys", lambda: f"k1:{key()}"),
        "LIPA_LOOKUP_KEY": kept("lookup_key", key),
        "LIPA_WEB_SECRET": kept("web_secret", key),
    }


def sandbox_operator(web: str, sandbox: str) -> dict[str, str]:
    """The demo's M-Pesa and SMS gateway, and what it knows us by; its certificate once the demo is laid out."""
    key, certificate = SECRETS / "operator_key.pem", SECRETS / "operator_cert.pem"
    its_own = {"LIPA_DARAJA_CERT_FILE": str(certificate), "LIPA_SANDBOX_KEY_FILE": str(key)}
    return (its_own if certificate.exists() else {}) | {
        "LIPA_PUBLIC_URL": web,
        "LIPA_DARAJA_URL": sandbox,
        "LIPA_DARAJA_KEY": kept("daraja_key", secrets.token_hex),
        "LIPA_DARAJA_SECRET": kept("daraja_secret", secrets.token_hex),
        "LIPA_DARAJA_INITIATOR": "lipafare",
        "LIPA_DARAJA_INITIATOR_PASSWORD": kept("initiator_password", secrets.token_hex),
        "LIPA_PASSKEY": kept("passkey", secrets.token_hex),
        "LIPA_SMS_URL": sandbox,
        "LIPA_SMS_USERNAME": "sandbox",
        "LIPA_SMS_KEY": kept("sms_key", secrets.token_hex),
    }


if __name__ == "__main__":
    for setting, value in settings().items():
        print(f"{setting}={shlex.quote(value)}")
