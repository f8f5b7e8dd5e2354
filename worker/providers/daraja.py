"""Daraja, the operator's interface for M-Pesa: sends payment prompts, queries prompts and payments.

Codes are compared as text and decide; descriptions never do. Money out is in daraja_payouts.py.
Source: docs/mobile-money.md, 1.1, 1.3, 1.6 and 1.8.
"""

import base64
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from web.core.config import Settings
from worker.http_client import Answer, NoAnswerError, NotSentError, send_request
from worker.providers.access_token import Fetched, NoTokenError, SharedToken

EAT = timezone(timedelta(hours=3))
# "Bring another token", beside any 401: Daraja's codes, and the words that gateways in front of it use.
BAD_TOKEN = re.compile(r"401\..*|400\.003\.01|404\.001\.0[34]|.*(access_?token|api_?product).*", re.IGNORECASE)
# The operator's gateway refused the request before reading it.
THROTTLED = ("500.003.02", "500.003.03")
NO_INITIATOR = "no initiator is set"


class Pushed(NamedTuple):
    """The operator accepted the prompt."""

    merchant_request_id: str
    checkout_request_id: str


class Refused(NamedTuple):
    """The operator refused the request and would refuse it again: no prompt is on the phone, no money moves."""

    code: str


class Unsent(NamedTuple):
    """The request never reached the operator's system: it may be sent again."""

    reason: str


class Unknown(NamedTuple):
    """The prompt may be on the phone, the money may move: never send it again."""

    reason: str


Outcome = Pushed | Refused | Unsent | Unknown


class AccessRefusedError(NoTokenError):
    """The operator refused our new token too, before it read the request. `code`: in its own words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Daraja:
    """One PayBill at the operator."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._token = SharedToken("daraja", self._fetch_token)

    @property
    def short_code(self) -> str:
        """The PayBill that prompts are sent from."""
        return self._settings.shortcode

    def push(self, phone: str, amount: str, account_ref: str, payment_ref: str) -> Outcome:
        """Prompt a phone for its PIN. `amount` is whole shillings as text; the result comes to its own address."""
        request = self._signed() | {
            "TransactionType": "CustomerPayBillOnline", "Amount": amount, "PartyA": phone, "PhoneNumber": phone,
            "PartyB": self._settings.shortcode, "CallBackURL": self._address(f"stk/{payment_ref}"),
            "AccountReference": account_ref, "TransactionDesc": "Nauli",
        }  # fmt: skip
        try:
            answer = self._post("/mpesa/stkpush/v1/processrequest", request)
        except AccessRefusedError as error:
            return Unsent(error.code)
        except (NoTokenError, NotSentError) as error:
            return Unsent(type(error).__name__)
        except NoAnswerError:
            return Unknown("no answer")
        return _classify_push(answer)

    def query_push(self, checkout_request_id: str) -> str | None:
        """The result code of a prompt, or the error code of the query; None without an answer."""
        request = {**self._signed(), "CheckoutRequestID": checkout_request_id}
        try:
            answer = self._post("/mpesa/stkpushquery/v1/query", request)
        except (NoTokenError, NotSentError, NoAnswerError):
            return None
        code = answer.text("ResultCode") if answer.status == 200 else ""
        # An HTTP error says nothing about the payment, whatever its body holds.
        return code or None

    def query_payment(self, receipt: str, ref: str, short_code: str) -> str | None:
        """Ask about one payment; the answer comes to an address of its own. None: accepted; else the reason why not."""
        request = {
            "CommandID": "TransactionStatusQuery", "TransactionID": receipt, "PartyA": short_code,
            "IdentifierType": "4", "Occasion": "Lipa Fare",
        }  # fmt: skip
        return self._query("/mpesa/transactionstatus/v1/query", request, ref)

    def _query(self, path: str, request: dict[str, str], ref: str) -> str | None:
        """Ask in the initiator's name. None: accepted; else the reason why not."""
        if not self._has_initiator():
            return NO_INITIATOR
        named = {"Initiator": self._settings.initiator, "SecurityCredential": self._credential()}
        try:
            answer = self._post(path, request | named | {"Remarks": "Lipa Fare"} | self._addresses(f"status/{ref}"))
        except AccessRefusedError as error:
            return error.code
        except (NoTokenError, NotSentError, NoAnswerError) as error:
            return type(error).__name__
        if answer.status == 200 and answer.text("ResponseCode") == "0":
            return None
        return error_code(answer) or answer.text("ResponseCode") or str(answer.status)

    def _has_initiator(self) -> bool:
        return bool(self._settings.initiator and self._settings.operator_certificate)

    def _credential(self) -> str:
        """The initiator's password under the operator's public key; the padding makes it differ each time."""
        key = x509.load_pem_x509_certificate(self._settings.operator_certificate.encode()).public_key()
        assert isinstance(key, rsa.RSAPublicKey)  # noqa: S101 (web/core/config.py checks it)
        sealed = key.encrypt(self._settings.initiator_password.encode(), padding.PKCS1v15())
        return base64.b64encode(sealed).decode()

    def _post(self, path: str, request: dict[str, str]) -> Answer:
        """Send with the shared token; once more with a new one if the operator refuses it."""
        answer = self._post_with_token(path, request)
        if _refused_token(answer):
            answer = self._post_with_token(path, request)
        code = _refused_token(answer)
        if code:
            # Wrong credentials, or an app to which the operator has not given this API.
            self._token.note_refused(path.split("/")[2], code)
            raise AccessRefusedError(code)
        return answer

    def _post_with_token(self, path: str, request: dict[str, str]) -> Answer:
        token, sealed = self._token.get()
        headers = {"Authorization": f"Bearer {token}"}
        answer = send_request("POST", self._settings.daraja_url + path, json=request, headers=headers)
        if _refused_token(answer):
            self._token.drop(sealed)
        return answer

    def _fetch_token(self) -> Fetched:
        url = self._settings.daraja_url + "/oauth/v1/generate"
        auth = (self._settings.daraja_key, self._settings.daraja_secret)
        answer = send_request("GET", url, params={"grant_type": "client_credentials"}, auth=auth)
        seconds = re.fullmatch(r"([0-9]+)(\.[0-9]*)?", answer.text("expires_in").strip())
        if answer.status != 200 or not answer.text("access_token") or not seconds:
            raise NoTokenError(f"oauth answered {answer.status}")
        return Fetched(answer.text("access_token"), int(seconds[1][:6]))

    def _signed(self) -> dict[str, str]:
        timestamp = datetime.now(UTC).astimezone(EAT).strftime("%Y%m%d%H%M%S")
        secret = f"{self._settings.shortcode}{self._settings.passkey}{timestamp}"
        password = base64.b64encode(secret.encode()).decode()
        return {"BusinessShortCode": self._settings.shortcode, "Password": password, "Timestamp": timestamp}

    def _address(self, path: str) -> str:
        base = self._settings.public_url or self._settings.url
        return f"{base}/telco/{self._settings.callback_tokens[0]}/{path}"

    def _addresses(self, path: str) -> dict[str, str]:
        """Where the operator sends the result of a request, or that its queue gave up."""
        return {"ResultURL": self._address(f"{path}/result"), "QueueTimeOutURL": self._address(f"{path}/timeout")}


def error_code(answer: Answer) -> str:
    """The code of an error; gateways in front of Daraja write it in another case or inside `fault`. '' without one."""
    fields, fault = answer.fields, answer.fields.get("fault")
    if isinstance(fault, dict):
        detail = fault.get("detail")
        fields = fields | fault | (detail if isinstance(detail, dict) else {})
    named = {name.lower(): value for name, value in fields.items()}
    code = named.get("errorcode") or named.get("code")
    return code.strip() if isinstance(code, str) else ""


def _refused_token(answer: Answer) -> str:
    """The code, or the status, with which the operator refused our token; '' when it took it."""
    code = error_code(answer)
    return (code or "401") if answer.status == 401 or BAD_TOKEN.fullmatch(code) else ""


def _classify_push(answer: Answer) -> Outcome:
    """Refused only if surely refused; Unsent only if surely not processed; else Unknown."""
    code = error_code(answer)
    if answer.status == 200 and answer.text("ResponseCode") == "0" and answer.text("CheckoutRequestID"):
        return Pushed(answer.text("MerchantRequestID"), answer.text("CheckoutRequestID"))
    if answer.status == 200 and answer.text("ResponseCode") not in ("", "0"):
        return Refused(answer.text("ResponseCode"))
    if answer.status == 429 or code in THROTTLED:
        return Unsent(code or "429")
    if 400 <= answer.status < 500:
        return Refused(code or str(answer.status))
    return Unknown(code or str(answer.status))
