"""E-mail and webhook for alarms: what the database queued, to the addresses in the settings of the worker.

The webhook gets JSON, with an HMAC of the body by its own key, so that its receiver can tell ours from others'.
"""

import hashlib
import hmac
import json
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from web.core.config import Settings
from worker.http_client import NoAnswerError, NotSentError, send_request

TIMEOUT = 15.0
SIGNATURE = "Lipa-Signature"


@dataclass(frozen=True, slots=True)
class Sent:
    """It was taken, or there is nowhere to send it to."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It may be taken later. reason: in our words, without an address."""

    reason: str


class Mail:
    """Sends one e-mail through the server of LIPA_SMTP_URL to LIPA_ALARM_EMAIL."""

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(settings.smtp_url)
        self._to = settings.alarm_email
        self.is_on = bool(settings.smtp_url and settings.alarm_email)

    def send(self, notice: dict[str, Any]) -> Sent | Failed:
        """Once; after an unclear answer the same mail may go twice: no harm."""
        message = EmailMessage()
        message["Subject"] = f"Lipa Fare: {notice['open']} open alarms"
        message["To"] = self._to
        message["From"] = self._to.split(",")[0].strip()
        message.set_content(_lines(notice))
        try:
            with self._connect() as server:
                server.send_message(message)
        except smtplib.SMTPException as error:
            return Failed(f"smtp {getattr(error, 'smtp_code', '')} {type(error).__name__}".replace("  ", " "))
        except OSError as error:
            return Failed(type(error).__name__)
        return Sent()

    def _connect(self) -> smtplib.SMTP:
        host, context = self._url.hostname or "", ssl.create_default_context()
        server: smtplib.SMTP
        if self._url.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=TIMEOUT)
        if self._url.scheme == "smtp+starttls":
            server.starttls(context=context)
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server


class Webhook:
    """Posts one notice to LIPA_ALARM_WEBHOOK_URL, signed by LIPA_ALARM_WEBHOOK_KEY."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.alarm_webhook_url
        self._key = settings.alarm_webhook_key.encode()
        self.is_on = bool(self._url and self._key)

    def send(self, notice: dict[str, Any]) -> Sent | Failed:
        body = json.dumps(notice, sort_keys=True).encode()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE: f"sha256={hmac.new(self._key, body, hashlib.sha256).hexdigest()}",
        }
        try:
            answer = send_request("POST", self._url, data=body, headers=headers)
        except (NotSentError, NoAnswerError) as error:
            return Failed(type(error).__name__)
        return Sent() if 200 <= answer.status < 300 else Failed(f"http {answer.status}")


def _lines(notice: dict[str, Any]) -> str:
    """The alarms, the worst first, and where to acknowledge them."""
    alarms = "\n".join(f"{row['open']} x {row['kind']}, since {row['since']}" for row in notice["alarms"])
    return (
        f"{alarms}\n\nhttps://{notice['pages']}/ops/\n\n"
        "This message comes again until each is acknowledged with a reason. The runbook of each kind is on its page.\n"
    )
