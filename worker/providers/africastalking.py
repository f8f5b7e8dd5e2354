"""Africa's Talking: send one SMS. Source: mobile-money facts, 2.3."""

from dataclasses import dataclass
from typing import Any

from web.core.config import Settings
from worker.http_client import NoAnswerError, NotSentError, ask

TAKEN = ("100", "101", "102")
# What would be refused again: sender name, number, kind of number, a person who wants no SMS.
FOR_GOOD = ("402", "403", "404", "406")


@dataclass(frozen=True, slots=True)
class Sent:
    """The gateway took it, under its own id."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Not this time. `retry_after`: seconds the gateway asked for."""

    why: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Hopeless:
    """Never, as it is."""

    why: str


class SmsGateway:
    """Our account there."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.sms_url + "/version1/messaging"
        self._headers = {"apiKey": settings.sms_key, "Accept": "application/json"}
        self._form = {"username": settings.sms_username, "bulkSMSMode": "1"}
        if settings.sms_from:
            self._form["from"] = settings.sms_from

    def send(self, phone: str, text: str) -> Sent | Failed | Hopeless:
        """One message to one number (2547…). An answer that got lost may mean two SMS: the same text, and no harm."""
        form = {**self._form, "to": f"+{phone}", "message": text}
        try:
            answer = ask("POST", self._url, data=form, headers=self._headers)
        except (NotSentError, NoAnswerError) as error:
            return Failed(type(error).__name__)
        recipient = _recipient(answer.said)
        code = recipient.get("statusCode")
        if answer.status != 201 or not isinstance(code, str):
            return Failed(f"http {answer.status}", answer.retry_after)
        if code in TAKEN:
            return Sent(str(recipient.get("messageId", "")))
        return Hopeless(f"sms {code}") if code in FOR_GOOD else Failed(f"sms {code}")


def _recipient(said: dict[str, Any]) -> dict[str, Any]:
    """The one line about our one recipient, from wherever the answer has it."""
    data = said.get("SMSMessageData")
    lines = data.get("Recipients") if isinstance(data, dict) else None
    line = lines[0] if isinstance(lines, list) and len(lines) == 1 else None
    return line if isinstance(line, dict) else {}
