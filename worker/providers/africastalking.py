"""Africa's Talking: sends one SMS. Source: docs/mobile-money.md, 2.3."""

from typing import Any, NamedTuple

from web.core.config import Settings
from web.security import phones
from worker.http_client import NoAnswerError, NotSentError, send_request

ACCEPTED = ("100", "101", "102")
# These would be refused again: sender name, number, kind of number, a person who wants no SMS.
REJECTED = ("402", "403", "404", "406")


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
        recipient = _recipient(answer.fields)
        code = recipient.get("statusCode")
        if answer.status != 201 or not isinstance(code, str):
            return Failed(f"http {answer.status}", answer.retry_after)
        if code in ACCEPTED:
            return Sent(phones.mask_id(str(recipient.get("messageId", ""))))
        return Rejected(f"sms {code}") if code in REJECTED else Failed(f"sms {code}")


def _recipient(fields: dict[str, Any]) -> dict[str, Any]:
    """The entry of the one recipient; empty when the answer has none."""
    data = fields.get("SMSMessageData")
    recipients = data.get("Recipients") if isinstance(data, dict) else None
    entry = recipients[0] if isinstance(recipients, list) and len(recipients) == 1 else None
    return entry if isinstance(entry, dict) else {}
