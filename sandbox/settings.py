"""The sandbox's configuration. Each value comes from NAME, or from the file that NAME_FILE names."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent


def read_setting(env: Mapping[str, str], name: str, default: str = "") -> str:
    """The value of NAME, else the content of the file that NAME_FILE names, else the default."""
    path = env.get(f"{name}_FILE")
    if name not in env and path:
        return Path(path).read_text(encoding="utf-8").strip() or default
    return env.get(name, "").strip() or default


@dataclass(frozen=True)
class Settings:
    """Names as in the environment, without LIPA_."""

    port: int
    lipa_url: str  # where people open Lipa Fare's pages
    public_url: str  # where Lipa Fare takes callbacks
    callback_token: str
    shortcode: str
    passkey: str
    daraja_key: str
    daraja_secret: str
    sms_key: str
    sim_swap_key: str
    initiator: str
    initiator_password: str
    operator_key: str
    ussd_code: str
    c2b_version: str
    seed: int
    books: Path
    vehicles: Path
    people: Path  # in the demo only: the sign-ins of those as whom the traffic moves money
    door_code: str = ""  # a vehicle to try
    demo_owner: str = ""  # phone:password, in the demo only; the link to the owner's page signs in with it
    auditor_url: str = ""  # in the demo only: the ledger, to show how a fare was split

    @property
    def callback_url(self) -> str:
        """The base of all callback addresses. During a rotation the token is "current,old"."""
        return f"{self.public_url}/telco/{self.callback_token.split(',')[0].strip()}"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        def get(name: str, default: str = "") -> str:
            return read_setting(env, name, default)

        is_demo = get("LIPA_MODE") == "demo"
        web = get("LIPA_URL") or f"http://127.0.0.1:{get('PORT', '8000')}"
        return cls(
            port=int(get("LIPA_SANDBOX_PORT", "8010")),
            lipa_url=web.rstrip("/"),
            public_url=(get("LIPA_PUBLIC_URL") or web).rstrip("/"),
            callback_token=get("LIPA_CALLBACK_TOKEN", "no-token"),
            shortcode=get("LIPA_SHORTCODE", "400222"),
            passkey=get("LIPA_PASSKEY"),
            daraja_key=get("LIPA_DARAJA_KEY"),
            daraja_secret=get("LIPA_DARAJA_SECRET"),
            sms_key=get("LIPA_SMS_KEY"),
            sim_swap_key=get("LIPA_SIM_SWAP_KEY"),
            initiator=get("LIPA_DARAJA_INITIATOR", "lipafare"),
            initiator_password=get("LIPA_DARAJA_INITIATOR_PASSWORD"),
            operator_key=get("LIPA_SANDBOX_KEY"),
            ussd_code=get("LIPA_USSD_CODE", "*384*46#"),
            c2b_version=get("LIPA_SANDBOX_C2B", "v2"),
            seed=int(get("LIPA_SANDBOX_SEED", "46")),
            books=Path(get("LIPA_SANDBOX_BOOKS", str(ROOT / ".local" / "sandbox" / "books.sqlite3"))),
            vehicles=Path(get("LIPA_DEMO_VEHICLES", str(ROOT / ".local" / "demo-vehicles.json"))),
            people=Path(get("LIPA_DEMO_PEOPLE", str(ROOT / ".local" / "demo-people.json"))),
            door_code=get("LIPA_DEMO_DOOR_CODE"),
            demo_owner=get("LIPA_DEMO_OWNER") if is_demo else "",
            auditor_url=get("LIPA_AUDITOR_URL") if is_demo else "",
        )
