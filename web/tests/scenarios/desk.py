"""What staff do in the scenarios: they sign in with a code of their app and use the pages."""

import re
from typing import Protocol

import psycopg
import pyotp

from db.tests.database import Database
from sandbox.traffic.browser import Form, Login, Person
from web import security
from web.core import config
from web.security import passwords, phones, sealing, totp
from web.tests.pages.world import value

PASSWORD = "twiga-ndovu-4628"
APP = pyotp.random_base32()
REGISTER = """select accounts.register_user(p_phone_hash => %s, p_phone_sealed => %s, p_last3 => %s,
    p_name_sealed => null, p_lang => 'sw', p_salt => %s, p_params => %s, p_verifier => %s)"""


class Place(Protocol):
    """Where they work."""

    environ: dict[str, str]
    database: Database


def hire(town: Place, phone: str, role: str, scope_kind: str = "platform", scope_id: int | None = None) -> None:
    """What `flask create-user` does, without a process of its own."""
    security.configure(config.load(town.environ))
    with psycopg.connect(town.database.owner_url, autocommit=True) as owner:
        params = value(owner, "select config.setting(p_setting => 'password_params')")
        secret = passwords.make_verifier(PASSWORD, params)
        user = value(owner, REGISTER, phones.lookup_hash(phone), sealing.seal("phone", phone.encode()), phone[-3:],
                     secret.salt, secret.params, secret.sha256)  # fmt: skip
        value(owner, "select access.grant_role(%s, %s, %s, %s)", user, role, scope_kind, scope_id)
        if scope_kind != "vehicle":
            value(owner, "select accounts.register_second_factor(%s, %s)", user, totp.seal_secret(APP))


class Staff:
    """A person with a browser."""

    def __init__(self, url: str, sandbox: str, phone: str) -> None:
        self._last: tuple[str, list[tuple[str, str]]] = ("", [])
        self._person = Person(url, sandbox, Login(f"0{phone[3:]}", PASSWORD, totp=APP))

    def read(self, path: str) -> str:
        return self._person.open(path)

    def submit(self, page: str, action: str = "", **fields: str) -> str:
        """Fill in the form of a page that has this action; the page that follows."""
        hidden = Form(self.read(page), action).fields
        assert hidden, f"no form on {page}"
        self._last = action or page, [*hidden, *fields.items()]
        answer = self._person.post(*self._last)
        assert answer.ok, answer.text
        return answer.text

    def submit_again(self) -> str:
        """Press the same button again, as in a second tab; the page that follows, which may refuse."""
        return self._person.post(*self._last).text

    def run_job(self, job: str) -> None:
        """Press "Run now" on the page of jobs."""
        hidden = Form(self.read("/ops/jobs"), "/ops/jobs").fields
        self._person.post(f"/ops/jobs/{job}", hidden)

    def decide_dispute(self, receipt: str, decision: str = "refund", shillings: str = "") -> str:
        """Decide what the passenger disputes: the whole fare, or so much of it, as credit."""
        row = re.search(rf'href="/ops/disputes/(\d+)"[^>]*>(?:(?!href="/ops/disputes/).)*{receipt}',
                        self.read("/ops/disputes"), re.DOTALL)  # fmt: skip
        assert row, f"no dispute of {receipt}"
        return self.submit(f"/ops/disputes/{row[1]}", decision=decision, amount=shillings, method="credit",
                           reason="kondakta ameulizwa")  # fmt: skip

    def decide_proposals(self, page: str, decision: str = "approved") -> str:
        """Decide the newest of what others have proposed on this page; the page that follows."""
        found = re.findall(r'action="(/ops/config/[0-9]+)"', self.read(page))
        assert found, f"nothing to decide on {page}"
        return self.submit(page, found[0], decision=decision)
