"""Registers the people of a run in a process of its own, and prints how they sign in."""

import base64
import json
import random
import secrets
import sys
from collections.abc import Iterator

from scripts.demo_people import Login, register
from web.caller import session_hash
from web.core import config
from web.security import configure


def people(owners: int) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Name, phone, role and scope."""
    for number in range(1, owners + 1):
        yield f"owner{number}", f"01990001{number:02d}", "owner", ("--scope-owner", str(number))
    yield "treasurer", "0199000201", "sacco_treasurer", ("--scope-sacco", "1")
    yield "ops", "0199000202", "ops", ()


def main() -> None:
    configure(config.load())
    said, sys.stdout = sys.stdout, sys.stderr
    found: dict[str, dict[str, str]] = {}
    chance = random.SystemRandom()
    for name, phone, role, scope in people(int(sys.argv[1])):
        login: Login = {"phone": phone, "password": secrets.token_urlsafe(12), "device": secrets.token_urlsafe(32)}
        if role != "owner":
            login["totp"] = base64.b32encode(chance.randbytes(20)).decode()
        register(login, f"Test {name}", role, *scope)
        found[name] = {**login, "device_hash": session_hash(login["device"]).hex()}  # type: ignore[dict-item]
    print(json.dumps(found), file=said)


if __name__ == "__main__":
    main()
