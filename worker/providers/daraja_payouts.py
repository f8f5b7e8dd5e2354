"""Money out through Daraja: to phones (B2C), to businesses (B2B), back to payers (reversal), and questions about it.

An accepted request is no payment: the result comes later, to an address of its own. What may have been taken is Unknown
and is queried, never sent again. Source: docs/mobile-money.md, 1.4 to 1.6.
"""

import re
from typing import Literal, NamedTuple

from worker.http_client import Answer, NoAnswerError, NotSentError
from worker.providers.access_token import NoTokenError
from worker.providers.daraja import (
    NO_INITIATOR,
    THROTTLED,
    AccessRefusedError,
    Daraja,
    Refused,
    Unknown,
    Unsent,
    error_code,
)

# The operator has a request with this id already, or broke inside: either way the money may move.
DUPLICATE = "500.002.1001"
# The operator's own codes for a request that it read and refused. Other words of a 4xx are those of a gateway; 408 and
# 409 may be about a request that it has taken.
REFUSAL = re.compile(r"4(?!08|09)[0-9]{2}\.[0-9]{3}\.[0-9]{2,4}")
TAKEN_PERHAPS = (408, 409)
# The gateway in front of the operator refused before it passed the request on.
GATEWAY_THROTTLE = re.compile(r"policies\.ratelimit\.(SpikeArrest|Quota)Violation")
COMMANDS = {"paybill": "BusinessPayBill", "till": "BusinessBuyGoods"}


class Accepted(NamedTuple):
    """The operator took the request; the money may move from now on. A query names the second id."""

    conversation_id: str
    originator_conversation_id: str


PayoutOutcome = Accepted | Refused | Unsent | Unknown


class DarajaPayouts(Daraja):
    """The same PayBill, paying out."""

    def pay_phone(self, payout_ref: str, phone: str, amount: str, remarks: str) -> PayoutOutcome:
        """Pay a phone. `amount` is whole shillings as text; the operator takes each `payout_ref` once."""
        request = {
            "OriginatorConversationID": payout_ref, "InitiatorName": self._settings.initiator,
            "CommandID": "BusinessPayment", "Amount": amount, "PartyA": self._settings.shortcode, "PartyB": phone,
            "Remarks": remarks, "Occassion": "Lipa Fare",
        }  # fmt: skip
        return self._move("/mpesa/b2c/v3/paymentrequest", request, f"payout/{payout_ref}")

    def pay_business(
        self, payout_ref: str, kind: Literal["paybill", "till"], short_code: str, account: str, *, amount: str,
        remarks: str,
    ) -> PayoutOutcome:  # fmt: skip
        """Pay a PayBill's account, or a till without one.

        The operator doesn't see `payout_ref` as an id: it would pay a repeat again.
        """
        request = {
            "Initiator": self._settings.initiator, "CommandID": COMMANDS[kind], "SenderIdentifierType": "4",
            "RecieverIdentifierType": "4", "Amount": amount, "PartyA": self._settings.shortcode, "PartyB": short_code,
            "Remarks": remarks,
        }  # fmt: skip
        request |= {"AccountReference": account} if account else {}
        return self._move("/mpesa/b2b/v1/paymentrequest", request, f"payout/{payout_ref}")

    def reverse(self, receipt: str, amount: str, ref: str) -> PayoutOutcome:
        """Give a payment to us back to its payer. The operator reverses each once; it reverses no payout."""
        request = {
            "Initiator": self._settings.initiator, "CommandID": "TransactionReversal", "TransactionID": receipt,
            "Amount": amount, "ReceiverParty": self._settings.shortcode, "RecieverIdentifierType": "11",
            "Remarks": "Lipa Fare", "Occasion": "Lipa Fare",
        }  # fmt: skip
        return self._move("/mpesa/reversal/v1/request", request, f"status/{ref}")

    def query_payout(self, originator_conversation_id: str, ref: str) -> str | None:
        """Ask what became of a payout; the answer comes to an address of its own. None: accepted; else why not."""
        request = {
            "CommandID": "TransactionStatusQuery", "OriginalConversationID": originator_conversation_id,
            "PartyA": self._settings.shortcode, "IdentifierType": "4", "Occasion": "Lipa Fare",
        }  # fmt: skip
        return self._query("/mpesa/transactionstatus/v1/query", request, ref)

    def query_balance(self, ref: str) -> str | None:
        """Ask what our accounts hold; the answer comes to an address of its own. None: accepted; else why not."""
        request = {"CommandID": "AccountBalance", "PartyA": self._settings.shortcode, "IdentifierType": "4"}
        return self._query("/mpesa/accountbalance/v1/query", request, ref)

    def _move(self, path: str, request: dict[str, str], address: str) -> PayoutOutcome:
        """Send a request that moves money, once."""
        if not self._has_initiator():
            return Unsent(NO_INITIATOR)
        signed = request | {"SecurityCredential": self._credential()} | self._addresses(address)
        try:
            answer = self._post(path, signed)
        except AccessRefusedError as error:
            return Unsent(error.code)
        except (NoTokenError, NotSentError) as error:
            return Unsent(type(error).__name__)
        except NoAnswerError:
            return Unknown("no answer")
        return _classify(answer)


def _classify(answer: Answer) -> PayoutOutcome:
    """Refused only if surely refused; Unsent only if surely not processed; else Unknown."""
    code, said = error_code(answer), answer.text("ResponseCode")
    conversation_id, originator_id = answer.text("ConversationID"), answer.text("OriginatorConversationID")
    # A description may add a doubt, though it never removes one.
    if DUPLICATE in (code, said) or "duplicate" in _describe(answer):
        return Unknown(code or said or DUPLICATE)
    if answer.status == 200 and not code and said == "0" and conversation_id and originator_id:
        return Accepted(conversation_id, originator_id)
    if answer.status == 200 and not code and said not in ("", "0"):
        return Refused(said)
    if answer.status == 429 or code in THROTTLED or GATEWAY_THROTTLE.fullmatch(code):
        return Unsent(code or "429")
    if 400 <= answer.status < 500 and answer.status not in TAKEN_PERHAPS and REFUSAL.fullmatch(code):
        return Refused(code)
    return Unknown(code or str(answer.status))


def _describe(answer: Answer) -> str:
    return f"{answer.text('errorMessage')} {answer.text('ResponseDescription')}".lower()
