"""Prints the settings of this clone's instance as shell assignments: `eval "$(make -s env)"`.

`make run` starts its processes with the same settings. While it runs, `env.py --running` prints those, whatever this
shell has set: it starts from the environment of that process, so that no key is kept in one more file. A setting that
is in the environment (as NAME or NAME_FILE) is passed on unchanged. Our own passwords and keys are random and kept in
.local/secrets, readable by their owner only; in production only the passwords of the private instance are. The
operator of the demo is the sandbox. Uses the standard library only, because it must work before there is a virtual
environment.
"""

from __future__ import annotations

import base64
import csv
import fcntl
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
             "LIPA_DARAJA_INITIATOR", "LIPA_DARAJA_INITIATOR_PASSWORD", "LIPA_PASSKEY", "LIPA_PULL_PHONE",
             "LIPA_SMS_URL", "LIPA_SMS_USERNAME", "LIPA_SMS_KEY", "LIPA_SIM_SWAP_URL", "LIPA_SIM_SWAP_KEY",
             "LIPA_CALLBACK_TOKEN", "LIPA_SEAL_KEYS", "LIPA_LOOKUP_KEY", "LIPA_WEB_SECRET")  # fmt: skip


def forget_other_programs() -> None:
    """As scripts/lib.sh does: our own umask, no libpq variables of others, no proxy before loopback."""
    os.umask(0o022)
    for name in [name for name in os.environ if name.startswith(("PG", "DBMATE_"))]:
        del os.environ[name]
    others = os.environ.get("no_proxy") or os.environ.get("NO_PROXY", "")
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = f"127.0.0.1,localhost,::1,{others}"


def read_setting(name: str) -> str:
    """A setting from the environment or from the file that it names."""
    path = os.environ.get(f"{name}_FILE")
    if name in os.environ or not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        sys.exit(f"set-up: {name}_FILE names {path}, which can't be read: {error.strerror}")


def keep_secret(name: str, make: Callable[[], str]) -> str:
    """Read a secret from its file; make it the first time, one process at a time, as secret in lib.sh does."""
    path = SECRETS / name
    if not path.exists():
        SECRETS.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(SECRETS, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not path.exists():
            new = path.with_name(f"{name}.new")
            new.touch(mode=0o600)
            new.write_text(make() + "\n", encoding="utf-8")
            new.replace(path)
        os.close(folder)
    return path.read_text(encoding="utf-8").strip()


def new_key() -> str:
    """32 random bytes in base64, as all our keys are written."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def private_url(role: str) -> str:
    """The address of a role in the private instance."""
    version = os.environ.get("LIPA_PG_VERSION")
    port = LOCAL / (f"pg-port-{version}" if version else "pg-port")
    if not port.exists():
        sys.exit("set-up: there is no instance yet; make db (or make run) makes it")
    place = f"127.0.0.1:{port.read_text().strip()}/lipa?sslmode=disable"
    return f"postgresql://{role}:{keep_secret(role, secrets.token_hex)}@{place}"


def is_ours(url: str) -> bool:
    """Whether this is the address that we print ourselves."""
    password = SECRETS / "lipa_owner"
    if not password.exists() or urlsplit(url).path != "/lipa":
        return False
    return url.startswith(f"postgresql://lipa_owner:{password.read_text().strip()}@127.0.0.1:")


def databases() -> dict[str, str]:
    """The addresses of the database for its owner and for each login role."""
    owner = read_setting("DATABASE_URL")
    names = {f"LIPA_{actor.upper()}_URL": f"lipa_{actor}" for actor in ACTORS}
    if not owner or is_ours(owner):
        names = {"DATABASE_URL": "lipa_owner"} | names
        return {name: private_url(role) for name, role in names.items()}
    others = {name: read_setting(name) or url_on_same_server(owner, role) for name, role in names.items()}
    return {"DATABASE_URL": owner} | others


def url_on_same_server(owner: str, role: str) -> str:
    """The address of another role on the same server, if set-up made its password."""
    password = SECRETS / role
    if not password.exists():
        return ""
    parts = urlsplit(owner)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password.read_text().strip())}@{place}"))


def take_running_environment() -> None:
    """Work with the environment that make run was started with, if it runs; its supervisors have the same."""
    for started in sorted((LOCAL / "running").glob("*")):
        process = Path("/proc") / (started.read_text().strip() or "none")
        try:
            if b"scripts/run.sh" in (process / "cmdline").read_bytes() and (process / "cwd").readlink() == ROOT:
                entries = [entry.partition(b"=") for entry in (process / "environ").read_bytes().split(b"\0")]
                os.environ.clear()
                os.environ.update({os.fsdecode(name): os.fsdecode(value) for name, sign, value in entries if sign})
                return
        except PermissionError:
            sys.exit("set-up: another user runs this clone, so what runs can't be read; ask as that user")
        except OSError:  # it has ended, and its file stayed
            continue


def settings() -> dict[str, str]:
    """All settings, in the order in which they are printed."""
    port = read_setting("PORT") or "8000"
    sandbox_port = read_setting("LIPA_SANDBOX_PORT") or "8010"
    web, sandbox = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{sandbox_port}"
    mode = read_setting("LIPA_MODE") or "demo"
    known = databases() | {
        "LIPA_MODE": mode,
        "PORT": port,
        "LIPA_SANDBOX_PORT": sandbox_port,
        "LIPA_URL": web,
        "LIPA_SANDBOX_URL": sandbox,
        "LIPA_SHORTCODE": read_setting("LIPA_SHORTCODE") or "400222",
        "LIPA_USSD_CODE": read_setting("LIPA_USSD_CODE") or "*384*46#",
        "LIPA_METRICS_DIR": read_setting("LIPA_METRICS_DIR") or str(LOCAL / "metrics"),
        "LIPA_SPOOL_DIR": read_setting("LIPA_SPOOL_DIR") or str(LOCAL / "spool"),
        "LIPA_STATEMENTS_DIR": read_setting("LIPA_STATEMENTS_DIR") or str(LOCAL / "statements"),
    }
    if mode != "production":
        known |= own_keys()
    if mode == "demo":
        known |= sandbox_operator(web, sandbox)
    known |= {name: read_setting(name) for name in PASSED_ON if read_setting(name)}
    # A certificate has many lines, so the path of its file is printed.
    known |= {name: os.environ[name] for name in ("LIPA_DARAJA_CERT", "LIPA_DARAJA_CERT_FILE") if name in os.environ}
    demo = LOCAL / "demo.json"
    if mode == "demo" and demo.exists():
        known |= json.loads(demo.read_text(encoding="utf-8"))
    return {name: value for name, value in known.items() if value}


def own_keys() -> dict[str, str]:
    """Our own keys, which seal and sign."""
    return {
        "LIPA_CALLBACK_TOKEN": keep_secret("callback_token", secrets.token_hex),
        "LIPA_SEAL_KEYS": keep_secret("seal_keys", lambda: f"k1:{new_key()}"),
        "LIPA_LOOKUP_KEY": keep_secret("lookup_key", new_key),
        "LIPA_WEB_SECRET": keep_secret("web_secret", new_key),
    }


def sandbox_operator(web: str, sandbox: str) -> dict[str, str]:
    """The settings for the demo's M-Pesa and SMS gateway; its certificate is there once the demo data is."""
    key, certificate = SECRETS / "operator_key.pem", SECRETS / "operator_cert.pem"
    files = {"LIPA_DARAJA_CERT_FILE": str(certificate), "LIPA_SANDBOX_KEY_FILE": str(key)}
    return (files if certificate.exists() else {}) | {
        "LIPA_PUBLIC_URL": web,
        "LIPA_DARAJA_URL": sandbox,
        "LIPA_DARAJA_KEY": keep_secret("daraja_key", secrets.token_hex),
        "LIPA_DARAJA_SECRET": keep_secret("daraja_secret", secrets.token_hex),
        "LIPA_DARAJA_INITIATOR": "lipafare",
        "LIPA_DARAJA_INITIATOR_PASSWORD": keep_secret("initiator_password", secrets.token_hex),
        "LIPA_PASSKEY": keep_secret("passkey", secrets.token_hex),
        "LIPA_PULL_PHONE": "254199000002",
        "LIPA_SMS_URL": sandbox,
        "LIPA_SMS_USERNAME": "sandbox",
        "LIPA_SMS_KEY": keep_secret("sms_key", secrets.token_hex),
        "LIPA_SIM_SWAP_URL": f"{sandbox}/sim-swap/v2",
        "LIPA_SIM_SWAP_KEY": keep_secret("sim_swap_key", secrets.token_hex),
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["--running"]:
        take_running_environment()
    forget_other_programs()
    for setting, value in settings().items():
        print(f"{setting}={shlex.quote(value)}")
