"""The SMS gateway, in Africa's Talking's format: it delivers messages, reports delivery and forwards replies."""

import secrets
import sqlite3
import time
from typing import Any
from urllib.parse import urlencode

from sandbox import subscribers
from sandbox.clock import format_gateway_time, nairobi_time
from sandbox.context import Context
from sandbox.fault_profile import SMS_REFUSALS
from sandbox.webhook_sender import Webhook

FORM = "application/x-www-form-urlencoded"
NETWORK = "63902"
# The states that delivery reports name, by the setting sms_reports; "" is the last one, Success or Failed.
REPORTS = {
    "last": ("",),
    "in order": ("Sent", "Buffered", ""),
    "out of order": ("Buffered", "", "Sent"),
}
EXTENDED = set("^{}\\[~]|€\f")
GSM7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def count_characters(text: str) -> tuple[int, int]:
    """Characters as the network counts them, and the limit of one SMS: 160, or 70 with a character outside GSM-7."""
    if all(letter in GSM7 or letter in EXTENDED for letter in text):
        return sum(2 if letter in EXTENDED else 1 for letter in text), 160
    return len(text.encode("utf-16-be")) // 2, 70


def count_segments(text: str) -> int:
    used, limit = count_characters(text)
    return 1 if used <= limit else -(-used // (153 if limit == 160 else 67))


class SmsGateway:
    def __init__(self, context: Context) -> None:
        self._store, self._webhook_sender = context.store, context.webhook_sender
        self._fault_profiles, self._callback_url = context.fault_profiles, context.settings.callback_url
        self._ordinal = int(context.store.fetch_all("select count(*) as n from messages")[0]["n"])

    def store_mpesa_message(self, phone: str, text: str) -> None:
        """M-PESA's own SMS to the payer."""
        self._store_message(f"MP{secrets.token_hex(8)}", phone, "M-PESA", text, "Success")

    def accept(self, to: str, sender: str, text: str) -> dict[str, Any]:
        """Take a message for one recipient, queue its delivery report, and return its part of the answer."""
        phone = subscribers.parse_phone(to) if to.startswith("+") else None
        if phone is None:
            return {"statusCode": 403, "number": to, "status": "InvalidPhoneNumber", "cost": "0", "messageId": "None"}
        self._ordinal += 1
        profile, code = self._fault_profiles.current, self._fault_profiles.current.sms_refusal
        if code in SMS_REFUSALS and profile.has_fault("sms_refused", self._ordinal):
            status = SMS_REFUSALS[code]
            return {"statusCode": int(code), "number": to, "status": status, "cost": "0", "messageId": "None"}
        number = f"ATXid_{secrets.token_hex(16)}"
        is_unreachable = not subscribers.find_sim(phone).is_on
        has_failed = is_unreachable or profile.has_fault("sms_failed", self._ordinal)
        status = "Failed" if has_failed else "Success"
        self._store_message(number, phone, sender or "LIPAFARE", text, status)
        for position, reported in enumerate(REPORTS[profile.sms_reports]):
            report = {"id": number, "status": reported or status, "phoneNumber": f"+{phone}", "networkCode": NETWORK}
            report |= {"failureReason": "DeliveryFailure"} if has_failed and not reported else {}
            self._send(
                "sms_delivery", "delivery", {**report, "retryCount": "0"}, phone, self._ordinal, position=position
            )
        cost = f"KES {0.8 * count_segments(text):.4f}"
        return {"statusCode": 101, "number": to, "status": "Success", "cost": cost, "messageId": number}

    def draw_refusal(self) -> dict[str, Any] | None:
        """The answer that refuses a whole request, in words and without recipients; None when it is not drawn."""
        profile = self._fault_profiles.current
        if profile.sms_refusal != "message" or not profile.has_fault("sms_refused", self._ordinal + 1):
            return None
        self._ordinal += 1
        return {"Message": "InvalidSenderId", "Recipients": []}

    def send_reply(self, phone: str, text: str) -> None:
        """Send a passenger's answer to Lipa Fare."""
        number = f"ATIn_{secrets.token_hex(12)}"
        form = {"from": f"+{phone}", "to": "LIPAFARE", "text": text[:480], "date": format_gateway_time(nairobi_time())}
        self._send("sms_inbound", "inbound", {**form, "id": number, "linkId": ""}, phone, number)

    def _send(
        self, kind: str, path: str, form: dict[str, str], phone: str, ordinal: object, *, position: int = 0
    ) -> None:
        """Queue a form for Lipa Fare. A delivery report comes a second later, or more, and is retried once."""
        extra: dict[str, Any] = {"delay": 1.0 + position, "retries": 1} if path == "delivery" else {}
        url = f"{self._callback_url}/sms/{path}"
        self._webhook_sender.send(Webhook(kind, url, urlencode(form), phone, content_type=FORM, **extra), ordinal)

    def inbox(self, phone: str, limit: int = 20) -> list[sqlite3.Row]:
        """The messages that reached this phone, newest first."""
        sql = "select * from messages where phone = ? and status = 'Success' order by at desc limit ?"
        return self._store.fetch_all(sql, phone, limit)

    def latest_times(self, phone: str) -> tuple[float, float]:
        """When the latest message reached this phone: from any sender, and from Lipa Fare."""
        sql = (
            "select sender = 'M-PESA' as is_mpesa, max(at) as at from messages"
            " where phone = ? and status = 'Success' group by 1"
        )
        latest = {bool(row["is_mpesa"]): float(row["at"]) for row in self._store.fetch_all(sql, phone)}
        return max(latest.values(), default=0.0), latest.get(False, 0.0)

    def _store_message(self, number: str, phone: str, sender: str, text: str, status: str) -> None:
        self._store.insert("messages", id=number, phone=phone, sender=sender, body=text, at=time.time(), status=status)
