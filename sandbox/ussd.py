"""USSD phones. The gateway sends all that was typed in the session so far, joined by stars."""

import re
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sandbox.clock import format_gateway_time, nairobi_time
from sandbox.context import Context
from sandbox.http_client import create_session, post
from sandbox.sms import FORM, NETWORK
from sandbox.webhook_sender import Webhook

SCREEN_CHARACTERS = 182  # the phone cuts off more
SESSION_SECONDS = 180
NO_CONNECTION = "Connection problem or invalid MMI code."
MAX_HANDSETS = 2000  # kept in memory


@dataclass
class Session:
    id: str
    code: str
    typed: list[str]
    began: float = field(default_factory=time.time)
    hops: int = 0
    is_open: bool = True
    screen: str = ""


@dataclass
class Handset:
    """One phone: what it shows, and what has been keyed in but not sent."""

    number: str
    view: str = "home"  # home, ussd, sms, paybill, wait
    buffer: str = ""
    session: Session | None = None
    notice: str = ""  # shown once on the next screen
    bill: dict[str, str] = field(default_factory=dict)  # Lipa na M-PESA: account and amount entered so far
    waiting_since: float = 0.0  # since when a prompt or a message is expected
    money_seen_at: float = 0.0  # when the money arrived that this phone has shown


class Handsets:
    def __init__(self, context: Context) -> None:
        self._webhook_sender, self._trace = context.webhook_sender, context.trace
        self._callback_url, self.code = context.settings.callback_url, context.settings.ussd_code
        self._handsets: OrderedDict[str, Handset] = OrderedDict()
        self._lock = threading.Lock()
        self._local = threading.local()

    def get(self, number: str) -> Handset:
        with self._lock:
            handset = self._handsets.setdefault(number, Handset(number))
            self._handsets.move_to_end(number)
            if len(self._handsets) > MAX_HANDSETS:
                self._handsets.popitem(last=False)
            return handset

    def dial(self, number: str, dialled: str) -> Session:
        """Open a session. *384*46*4628*60# is *384*46# with 4628*60 already typed."""
        handset, base = self.get(number), self.code.rstrip("#")
        self.hang_up(number)
        match = re.fullmatch(re.escape(base) + r"(?:\*([0-9*]*))?#", dialled.replace(" ", ""))
        handset.view = "ussd"
        if match is None:
            handset.session = Session("", dialled, [], is_open=False, screen=NO_CONNECTION)
            return handset.session
        handset.session = Session(f"ATUid_{secrets.token_hex(16)}", self.code, [match[1]] if match[1] else [])
        return self._send_step(number, handset.session)

    def enter(self, number: str, text: str) -> Session | None:
        """Send an answer in the open session; None when no session is open."""
        session = self.get(number).session
        if session is None or not session.is_open:
            return None
        if time.time() - session.began > SESSION_SECONDS:
            self._end_session(number, session, "Failed", "Session timed out")
            session.screen = NO_CONNECTION
            return session
        session.typed.append(text)
        return self._send_step(number, session)

    def hang_up(self, number: str) -> None:
        session = self.get(number).session
        if session and session.is_open:
            self._end_session(number, session, "Incomplete")

    @staticmethod
    def _session_fields(number: str, session: Session) -> dict[str, str]:
        ids = {"sessionId": session.id, "serviceCode": session.code}
        return {**ids, "phoneNumber": f"+{number}", "networkCode": NETWORK}

    def _send_step(self, number: str, session: Session) -> Session:
        text = "*".join(session.typed)
        body = urlencode({**self._session_fields(number, session), "text": text})
        if not hasattr(self._local, "http"):
            self._local.http = create_session()
        reply = post(self._local.http, f"{self._callback_url}/ussd", body, FORM, 10)
        self._trace.record("to", "ussd", number, body, reply, text=text or session.code)
        session.hops += 1
        kind, _, screen = reply.text.partition(" ")
        if reply.status != 200 or kind not in ("CON", "END") or not screen.strip():
            session.screen = NO_CONNECTION
            self._end_session(number, session, "Failed", f"{reply.status or reply.text}")
            return session
        session.screen = screen
        if kind == "END":
            self._end_session(number, session, "Success")
        return session

    def _end_session(self, number: str, session: Session, status: str, error: str = "") -> None:
        """Close the session and notify Lipa Fare. Success means that the session ended, not that anyone paid."""
        session.is_open = False
        form = {
            **self._session_fields(number, session),
            "date": format_gateway_time(nairobi_time()), "status": status, "cost": "KES 1.0000",
            "durationInMillis": str(round((time.time() - session.began) * 1000)), "hopsCount": str(session.hops),
            "input": "*".join(session.typed), "lastAppResponse": session.screen,
            **({"errorMessage": error} if error else {}),
        }  # fmt: skip
        url = f"{self._callback_url}/ussd/end"
        self._webhook_sender.send(Webhook("ussd_end", url, urlencode(form), number, content_type=FORM), session.id)
