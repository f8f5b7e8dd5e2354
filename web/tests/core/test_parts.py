"""Each part of the service has the keys and roles that it needs, and no other."""

import csv
import os
import re
import subprocess
import time
from pathlib import Path

import pytest

import web
from web.core import config, db, parts
from web.tests.core.test_config import PRODUCTION
from web.tests.servers import ROOT, free_port

ROLES = {actor: f"postgresql://lipa_{actor}:pw@127.0.0.1:1/lipa" for actor in config.ACTORS}
HAS = {
    "callbacks": (["telco"], True, False, True, False),
    "pages": (["account", "crew", "ops", "owners", "sacco"], True, True, False, False),
    "worker": (["worker"], False, False, True, True),
}


@pytest.fixture
def whole(environ: dict[str, str]) -> dict[str, str]:
    """Every setting of production, as one file for all would hold them."""
    return environ | PRODUCTION | {f"LIPA_{actor.upper()}_URL": url for actor, url in ROLES.items()}


@pytest.mark.parametrize("part", HAS)
def test_a_part_starts_with_its_own_settings_and_reads_no_other(whole: dict[str, str], part: str) -> None:
    own = {name: value for name, value in whole.items() if parts.is_needed(name, part)} | {"LIPA_PART": part}
    assert set(own) < set(whole) | {"LIPA_PART"}
    alone = config.load(own)
    assert config.load(whole | {"LIPA_PART": part}) == alone
    held = (alone.lookup_key, alone.web_secret, alone.callback_tokens, alone.passkey and alone.sms_key)
    assert (sorted(alone.database_urls), *map(bool, held)) == HAS[part]
    missing = {"callbacks": "LIPA_CALLBACK_TOKEN", "pages": "LIPA_WEB_SECRET", "worker": "LIPA_SMS_KEY"}[part]
    with pytest.raises(config.ConfigError, match=missing):
        config.load({name: value for name, value in own.items() if name != missing})


@pytest.mark.parametrize(("part", "login", "callback"), [("callbacks", 404, 200), ("pages", 200, 404)])
def test_a_part_serves_its_own_routes(whole: dict[str, str], part: str, login: int, callback: int) -> None:
    client = web.create_app(whole | {"LIPA_PART": part, "LIPA_MODE": "demo"}).test_client()
    assert client.get("/login", headers={"Accept": "text/html"}).status_code == login
    assert client.post(f"/telco/{PRODUCTION['LIPA_CALLBACK_TOKEN']}/c2b/validation").status_code == callback
    assert client.get("/healthz").status_code == 200
    db.close()


def test_every_setting_and_every_role_is_listed() -> None:
    """One that is missing in the list would reach no process."""
    with (ROOT / "web/core/parts.csv").open(encoding="utf-8") as file:
        listed = {row["setting"] for row in csv.DictReader(file)}
    folders = ("web", "worker", "sandbox", "deploy")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "tests" not in path.parts]
    read = {name for path in sources for name in re.findall(r'"(LIPA_[A-Z0-9_]+)"', path.read_text(encoding="utf-8"))}
    with (ROOT / "db/actors.csv").open(encoding="utf-8") as file:
        read |= {f"LIPA_{row['actor'].upper()}_URL" for row in csv.DictReader(file)}
    assert read - listed - {"LIPA_NEW_TOTP", "LIPA_NEW_PASSWORD", "LIPA_NEW_PASSWORD_FILE"} == set()  # of commands


def names(process: int) -> set[str]:
    """The names of a process' variables."""
    return {entry.partition(b"=")[0].decode() for entry in Path(f"/proc/{process}/environ").read_bytes().split(b"\0")}


@pytest.mark.parametrize("part", HAS)
def test_a_process_of_the_image_holds_nothing_else(whole: dict[str, str], part: str) -> None:
    given = whole | {"DATABASE_URL": "postgresql://o:pw@127.0.0.1:1/lipa", "LIPA_SUPERUSER_URL": "postgresql://s@h/d",
                     "LIPA_SEAL_KEYS_FILE": "/dev/null", "PGPASSWORD": "pw", "PORT": str(free_port())}  # fmt: skip
    process = subprocess.Popen(["deploy/entry.sh", part], cwd=ROOT, env=os.environ | given)
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        deadline = time.monotonic() + 30
        serving = b"flask" if part == "worker" else b"gunicorn"
        while time.monotonic() < deadline:
            if serving in Path(f"/proc/{process.pid}/cmdline").read_bytes() and (
                part == "worker" or children.read_text()
            ):
                break
            time.sleep(0.1)
        assert process.poll() is None
        for held in map(names, (process.pid, *map(int, children.read_text().split()))):
            assert "LIPA_MODE" in held
            assert not [name for name in held if not parts.is_needed(name.removesuffix("_FILE"), part)]
            assert "PGPASSWORD" not in held
    finally:
        process.terminate()
        process.wait(30)
