"""The SMS gateway (Africa's Talking's shape): puts messages on phones, reports delivery, carries replies."""

from __future__ import annotations

import secrets
import sqlite3
import time
from typing import Any
from urllib.parse import urlencode

from . import people
from .clock import eat, gateway
from .courier import Letter
from .office import Office

FORM = "application/x-www-form-urlencoded"
NETWORK = "63902"
EXTENDED = set("^{}\\[~]|€\f")
GSM7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def length(text: str) -> tuple[int, int]:
    """Characters as the network counts them, and how many fit: 160, or 70 when a single one is outside GSM-7."""
    if all(letter in GSM7 or letter in EXTENDED for letter in text):
        return sum(2 if letter in EXTENDED else 1 for letter in text), 160
    return len(text.encode("utf-16-be")) // 2, 70


def segments(text: str) -> int:
    used, room = length(text)
    return 1 if used <= room else -(-used // (153 if room == 160 else 67))


class Gateway:
    def __init__(self, office: Office) -> None:
        self._store, self._courier, self._conducts = office.store, office.courier, office.conducts
        self._telco = office.settings.telco
        self._ordinal = int(office.store.rows("select count(*) as n from messages")[0]["n"])

    def from_mpesa(self, phone: str, text: str) -> None:
        """M-PESA's own text to the payer; it comes from the operator and is nobody's bill."""
        self._keep(f"MP{secrets.token_hex(8)}", phone, "M-PESA", text, "Success")

    def take(self, to: str, sender: str, text: str) -> dict[str, Any]:
        """One recipient of a request: its line in the answer. The report follows by itself."""
        phone = people.normal(to) if to.startswith("+") else None
        if phone is None:
            return {"statusCode": 403, "number": to, "status": "InvalidPhoneNumber", "cost": "0", "messageId": "None"}
        self._ordinal += 1
        number = f"ATXid_{secrets.token_hex(16)}"
        failed = self._conducts.now.strikes("sms_failed", self._ordinal) or not people.sim(phone).on
        self._keep(number, phone, sender or "LIPAFARE", text, "Failed" if failed else "Success")
        report = {
            "id": number,
            "status": "Failed" if failed else "Success",
            "phoneNumber": f"+{phone}",
            "networkCode": NETWORK,
        }
        report |= {"failureReason": "DeliveryFailure"} if failed else {}
        body = urlencode({**report, "retryCount": "0"})
        letter = Letter(
            "sms_delivery", f"{self._telco}/sms/delivery", body, phone, content_type=FORM, after=1.0, retries=1
        )
        self._courier.send(letter, self._ordinal)
        cost = f"KES {0.8 * segments(text):.4f}"
        return {"statusCode": 101, "number": to, "status": "Success", "cost": cost, "messageId": number}

    def reply(self, phone: str, text: str) -> None:
        """A passenger answers a message."""
        form = {
            "from": f"+{phone}",
            "to": "LIPAFARE",
            "text": text[:480],
            "date": gateway(eat()),
            "id": f"ATIn_{secrets.token_hex(12)}",
        }
        letter = Letter(
            "sms_inbound", f"{self._telco}/sms/inbound", urlencode({**form, "linkId": ""}), phone, content_type=FORM
        )
        self._courier.send(letter, form["id"])

    def inbox(self, phone: str, limit: int = 20) -> list[sqlite3.Row]:
        """What reached this phone, newest first."""
        sql = "select * from messages where phone = ? and status = 'Success' order by at desc limit ?"
        return self._store.rows(sql, phone, limit)

    def newest(self, phone: str) -> tuple[float, float]:
        """When the latest message reached this phone: anybody's, and Lipa Fare's."""
        sql = (
            "select sender = 'M-PESA' as theirs, max(at) as at from messages"
            " where phone = ? and status = 'Success' group by 1"
        )
        latest = {bool(row["theirs"]): float(row["at"]) for row in self._store.rows(sql, phone)}
        return max(latest.values(), default=0.0), latest.get(False, 0.0)

    def _keep(self, number: str, phone: str, sender: str, text: str, status: str) -> None:
        self._store.run("insert into messages values (?,?,?,?,?,?)", number, phone, sender, text, time.time(), status)
