"""Registers the people of the demo who have a plan: the sandbox's traffic signs in as them and moves money.

    python -m scripts.demo_people OWNER OTHER_OWNER SACCO VEHICLE FILE

The arguments are ids of the demo's fleet: the owner of whoever tries the demo, another owner of the same SACCO, one of
the other owner's vehicles, and the file for the sign-ins, which nobody else may read. It prints what db/demo_money.sql
lays for them: hashes and sealed numbers only. Run again, it gives them new passwords.
"""

import base64
import json
import os
import secrets
import sys
from pathlib import Path
from typing import TypedDict

from web.account.cli import create_user
from web.caller import session_hash
from web.core import config
from web.security import configure, phones, sealing

ACCOUNT = "01104628901"  # at a PayBill of the operator's test range, so that it is nobody's
STATION = "0199000012"  # the fuel station's phone, which redeems vouchers


class Login(TypedDict, total=False):
    """How one of them signs in. device: the token of a browser they have used for weeks; totp: the secret of an app."""

    phone: str
    password: str
    device: str
    totp: str


def register(login: Login, name: str, role: str, *scope: str) -> None:
    os.environ["LIPA_NEW_PASSWORD"], os.environ["LIPA_NEW_TOTP"] = login["password"], login.get("totp", "")
    create_user.main(["--phone", login["phone"], "--name", name, "--role", role, *scope], standalone_mode=False)


def register_all(owner: str, other_owner: str, sacco: str, vehicle: str) -> dict[str, Login]:
    """Colleagues of the people whose passwords are printed: nobody waits for a code that the traffic has used."""
    logins: dict[str, Login] = {
        name: {"phone": phone, "password": secrets.token_urlsafe(12)}
        for name, phone in (
            ("manager", "0199000007"), ("other_owner", "0199000008"), ("treasurer", "0199000009"),
            ("ops", "0199000010"), ("crew", "0199000011"),
        )
    }  # fmt: skip
    for name in ("treasurer", "ops"):
        logins[name]["totp"] = base64.b32encode(secrets.token_bytes(20)).decode()
    logins["other_owner"]["device"] = secrets.token_urlsafe(32)
    register(logins["manager"], "Demo Meneja", "owner", "--scope-owner", owner)
    register(logins["other_owner"], "Demo Mmiliki 002", "owner", "--scope-owner", other_owner)
    register(logins["treasurer"], "Demo Mweka Hazina 2", "sacco_treasurer", "--scope-sacco", sacco)
    register(logins["ops"], "Demo Mhudumu 2", "ops")
    register(logins["crew"], "Demo Kondakta 2", "crew", "--scope-vehicle", vehicle)
    return logins


def rows_to_lay(logins: dict[str, Login]) -> dict[str, str]:
    """What db/demo_money.sql lays, in hex where it is bytes."""
    station = phones.parse(STATION) or ""
    found = {name: phones.lookup_hash(phones.parse(login["phone"]) or "") for name, login in logins.items()}
    return {
        "manager": found["manager"].hex(),
        "other_owner": found["other_owner"].hex(),
        "device": session_hash(logins["other_owner"]["device"]).hex(),
        "account": sealing.seal("account", ACCOUNT.encode()).hex(),
        "account_tail": ACCOUNT[-4:],
        "station": phones.lookup_hash(station).hex(),
        "station_sealed": sealing.seal("phone", station.encode()).hex(),
        "station_last3": phones.last3(station),
    }


def main() -> None:
    *scopes, file = sys.argv[1:]
    configure(config.load())
    said, sys.stdout = sys.stdout, sys.stderr  # create_user says who it registered
    logins = register_all(*scopes)
    sys.stdout = said
    path = Path(file)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(logins | {"station": {"phone": STATION}}), encoding="utf-8")
    print(json.dumps(rows_to_lay(logins)))


if __name__ == "__main__":
    main()
