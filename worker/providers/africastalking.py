"""Africa's Talking: sends one SMS. Source: docs/mobile-money.md, 2.3.

The gateway says what became of a message in a code, in the recipient's status, in the Message of the whole answer, or
in an error's body. A known code decides; else the words do.
"""

import re
from typing import Any, NamedTuple

from web.core.config import Settings
from web.security import phones
from worker.http_client import Answer, NoAnswerError, NotSentError, send_request

ACCEPTED = ("100", "101", "102")
# These would be refused again: sender name, number, kind of number, a person who wants no SMS.
REJECTED = ("402", "403", "404", "406", "409")
# The account or the gateway is in trouble: held as a risk, no balance, no route, its own errors.
TEMPORARY = ("401", "405", "407", "500", "501", "502")
# HTTP statuses of a request that would be refused again as it is. 401, 403 and 404 are about our account or address.
REJECTED_STATUSES = (400, 409, 422)
# The gateway's words for what would be refused again, where no code says it.
REJECTION = re.compile(
    r"invalid(sender|phone|number|recipient|msisdn|short)|unsupported|blacklist|disturb|rejection|opted?out"
    r"|unsubscribed|notallowed|forbidden",
    re.IGNORECASE,
)


class Sent(NamedTuple):
    """The gateway accepted the message under its own id."""

    message_id: str


class Failed(NamedTuple):
    """The message may be sent later. `retry_after`: seconds the gateway asked for."""

    reason: str
    retry_after: int | None = None


class Rejected(NamedTuple):
    """The gateway would refuse the message again."""

    reason: str


class SmsGateway:
    """Our account at the gateway."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.sms_url + "/version1/messaging"
        self._headers = {"apiKey": settings.sms_key, "Accept": "application/json"}
        self._form = {"username": settings.sms_username, "bulkSMSMode": "1"}
        if settings.sms_from:
            self._form["from"] = settings.sms_from

    def send(self, phone: str, text: str) -> Sent | Failed | Rejected:
        """Send one message to one number (2547…). After a lost answer the same text may be sent twice: no harm."""
        form = {**self._form, "to": f"+{phone}", "message": text}
        try:
            answer = send_request("POST", self._url, data=form, headers=self._headers)
        except (NotSentError, NoAnswerError) as error:
            return Failed(type(error).__name__)
        return _classify(answer)


def _classify(answer: Answer) -> Sent | Failed | Rejected:
    told = answer.fields.get("SMSMessageData")
    data = told if isinstance(told, dict) else answer.fields
    recipient = _recipient(data)
    code = recipient.get("statusCode")
    is_taken = 200 <= answer.status < 300
    if is_taken and code in ACCEPTED:
        return Sent(phones.mask_id(str(recipient.get("messageId", ""))))
    words = _words(recipient.get("status"), told, *map(data.get, ("status", "Message", "errorMessage")), answer.plain)
    reason = f"sms {code} {words}" if is_taken and isinstance(code, str) else f"http {answer.status} {words}"
    is_final = code in REJECTED or (code not in TEMPORARY and REJECTION.search(words.replace(" ", "")) is not None)
    # An answer of a broken or overloaded gateway says nothing about the message, whatever its words.
    if (is_final and answer.status < 500 and answer.status != 429) or answer.status in REJECTED_STATUSES:
        return Rejected(reason.strip())
    return Failed(reason.strip(), answer.retry_after)


def _words(*said: object) -> str:
    """What the gateway says, letters only, because a phone number may stand in it."""
    found = (text for text in said if isinstance(text, str) and "<" not in text and not text.startswith("Sent to "))
    return " ".join(re.sub("[^A-Za-z]+", " ", " ".join(found)).split())[:80]


def _recipient(data: dict[str, Any]) -> dict[str, Any]:
    """The entry of the one recipient; empty when the answer has none."""
    recipients = data.get("Recipients")
    entry = recipients[0] if isinstance(recipients, list) and len(recipients) == 1 else None
    return entry if isinstance(entry, dict) else {}
