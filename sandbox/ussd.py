"""A phone that dials: it holds the session, and the gateway sends all that was typed so far, joined by stars."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .clock import eat, gateway
from .courier import Letter, direct_session, post
from .office import Office
from .sms import FORM, NETWORK

SCREEN = 182  # characters; more are cut off
SESSION_SECONDS = 180
NO_CONNECTION = "Connection problem or invalid MMI code."
PHONES = 2000  # remembered at once


@dataclass
class Session:
    id: str
    code: str
    typed: list[str]
    began: float = field(default_factory=time.time)
    hops: int = 0
    open: bool = True
    screen: str = ""


@dataclass
class Handset:
    """One phone in somebody's hand: what it shows and what has been keyed in but not sent."""

    number: str
    view: str = "home"  # home, ussd, sms, paybill, wait
    buffer: str = ""
    session: Session | None = None
    notice: str = ""  # one line that the next screen shows
    bill: dict[str, str] = field(default_factory=dict)  # Lipa na M-PESA, as far as it has been filled in
    waiting_since: float = 0.0  # something should come: a prompt, a message


class Handsets:
    def __init__(self, office: Office) -> None:
        self._courier, self._trace, self._telco = office.courier, office.trace, office.settings.telco
        self.code = office.settings.ussd_code
        self._phones: OrderedDict[str, Handset] = OrderedDict()
        self._lock = threading.Lock()
        self._local = threading.local()

    def of(self, number: str) -> Handset:
        with self._lock:
            phone = self._phones.setdefault(number, Handset(number))
            self._phones.move_to_end(number)
            if len(self._phones) > PHONES:
                self._phones.popitem(last=False)
            return phone

    def dial(self, number: str, dialled: str) -> Session:
        """Press the green key. *384*46*4628*60# is *384*46# with 4628*60 already typed."""
        phone, base = self.of(number), self.code.rstrip("#")
        self.hang_up(number)
        matched = re.fullmatch(re.escape(base) + r"(?:\*([0-9*]*))?#", dialled.replace(" ", ""))
        phone.view = "ussd"
        if matched is None:
            phone.session = Session("", dialled, [], open=False, screen=NO_CONNECTION)
            return phone.session
        phone.session = Session(f"ATUid_{secrets.token_hex(16)}", self.code, [matched[1]] if matched[1] else [])
        return self._ask(number, phone.session)

    def type(self, number: str, text: str) -> Session | None:
        """Send an answer; None when no session is open."""
        session = self.of(number).session
        if session is None or not session.open:
            return None
        if time.time() - session.began > SESSION_SECONDS:
            self._close(number, session, "Failed", "Session timed out")
            session.screen = NO_CONNECTION
            return session
        session.typed.append(text)
        return self._ask(number, session)

    def hang_up(self, number: str) -> None:
        """Press the red key."""
        session = self.of(number).session
        if session and session.open:
            self._close(number, session, "Incomplete", "")

    def _ask(self, number: str, session: Session) -> Session:
        text = "*".join(session.typed)
        form = {
            "sessionId": session.id,
            "serviceCode": session.code,
            "phoneNumber": f"+{number}",
            "networkCode": NETWORK,
            "text": text,
        }
        if not hasattr(self._local, "http"):
            self._local.http = direct_session()
        begin = time.monotonic()
        status, answer = post(self._local.http, f"{self._telco}/ussd", urlencode(form), FORM, 10)
        taken = (time.monotonic() - begin) * 1000
        self._trace.note(
            "to",
            "ussd",
            number,
            status=status or answer,
            ms=taken,
            sent=urlencode(form),
            got=answer,
            text=text or session.code,
        )
        session.hops += 1
        kind, _, words = answer.partition(" ")
        if status != 200 or kind not in ("CON", "END") or not words.strip():
            session.screen = NO_CONNECTION
            self._close(number, session, "Failed", f"{status or answer}")
            return session
        session.screen = words
        if kind == "END":
            self._close(number, session, "Success", "")
        return session

    def _close(self, number: str, session: Session, status: str, error: str) -> None:
        """The gateway's notice that a session is over. Success says that it ended, not that anybody paid."""
        session.open = False
        form = {
            "date": gateway(eat()),
            "sessionId": session.id,
            "serviceCode": session.code,
            "networkCode": NETWORK,
            "phoneNumber": f"+{number}",
            "status": status,
            "cost": "KES 1.0000",
            "durationInMillis": str(round((time.time() - session.began) * 1000)),
            "hopsCount": str(session.hops),
            "input": "*".join(session.typed),
            "lastAppResponse": session.screen,
        }
        if error:
            form["errorMessage"] = error
        self._courier.send(
            Letter("ussd_end", f"{self._telco}/ussd/end", urlencode(form), number, content_type=FORM), session.id
        )
