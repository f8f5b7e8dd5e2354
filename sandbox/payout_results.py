"""The results of money out, in the operator's formats: B2C has numbers, B2B has texts, and each its own dates."""

import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sandbox import subscribers
from sandbox.books import format_shillings
from sandbox.clock import format_timestamp, nairobi_time
from sandbox.fault_profile import RESULTS

Pairs = list[tuple[str, Any]]
Parameters = list[dict[str, Any]]


def ended_at(row: sqlite3.Row) -> datetime:
    return nairobi_time(row["ended_at"])


def receiver_name(row: sqlite3.Row) -> str:
    """2541… - AMINA DEMO, or 888880 - LIPA TILL."""
    if row["kind"] in ("b2c", "reversal"):
        return f"{row['receiver']} - {' '.join(filter(None, subscribers.subscriber_names(row['receiver'])))}"
    return f"{row['receiver']} - SANDBOX BUSINESS"


def b2c_parameters(row: sqlite3.Row, _shortcode: str) -> Pairs:
    return [
        ("TransactionAmount", row["amount_cents"] // 100),
        ("TransactionReceipt", row["receipt"]),
        ("B2CRecipientIsRegisteredCustomer", "Y"),
        ("B2CChargesPaidAccountAvailableFunds", row["charges_cents"] / 100),
        ("ReceiverPartyPublicName", receiver_name(row)),
        ("TransactionCompletedDateTime", f"{ended_at(row):%d.%m.%Y %H:%M:%S}"),
        ("B2CUtilityAccountAvailableFunds", row["utility_cents"] / 100),
        ("B2CWorkingAccountAvailableFunds", row["working_cents"] / 100),
    ]


def b2b_parameters(row: sqlite3.Row, _shortcode: str) -> Pairs:
    left = row["working_cents"]
    balance = f"{{Amount={{CurrencyCode=KES, MinimumAmount={left}, BasicAmount={format_shillings(left)}}}}}"
    return [
        ("DebitAccountBalance", balance),
        ("Amount", format_shillings(row["amount_cents"])),
        ("DebitPartyAffectedAccountBalance", f"Working Account|KES|{format_account(left)}"),
        ("TransCompletedTime", format_timestamp(ended_at(row))),
        ("DebitPartyCharges", format_charge(row)),
        ("ReceiverPartyPublicName", receiver_name(row)),
        ("Currency", "KES"),
        ("InitiatorAccountCurrentBalance", balance),
    ]


def reversal_parameters(row: sqlite3.Row, shortcode: str) -> Pairs:
    return [
        ("DebitAccountBalance", f"Utility Account|KES|{format_account(row['utility_cents'])}"),
        ("Amount", row["amount_cents"] // 100),
        ("TransCompletedTime", int(format_timestamp(ended_at(row)))),
        ("OriginalTransactionID", row["account"]),
        ("Charge", 0),
        ("CreditPartyPublicName", receiver_name(row)),
        ("DebitPartyPublicName", f"{shortcode} - LIPA FARE"),
    ]


PARAMETERS: dict[str, Callable[[sqlite3.Row, str], Pairs]] = {
    "b2c": b2c_parameters, "paybill": b2b_parameters, "till": b2b_parameters, "reversal": reversal_parameters,
}  # fmt: skip


def result_body(row: sqlite3.Row, shortcode: str, order: Callable[[Parameters], Parameters]) -> dict[str, Any]:
    """A success has parameters; a failure has none, and a placeholder for a receipt. B2B writes numbers as texts."""
    code, is_b2b = row["result_code"], row["kind"] in ("paybill", "till")
    waiting = {"Key": "QueueTimeoutURL", "Value": row["timeout_url"]}
    bill = [{"Key": "BillReferenceNumber", "Value": row["account"]}, waiting]
    result: dict[str, Any] = {
        "ResultType": "0" if is_b2b else 0,
        "ResultCode": int(code) if code.isdigit() and not is_b2b else code,
        "ResultDesc": RESULTS.get(code, "The request failed."),
        "OriginatorConversationID": row["originator_id"],
        "ConversationID": row["conversation_id"],
        "TransactionID": row["receipt"] if code == "0" else f"{row['receipt'][:3]}0000000",
    }
    if code == "0":
        pairs = PARAMETERS[row["kind"]](row, shortcode)
        result["ResultParameters"] = {"ResultParameter": order([{"Key": key, "Value": value} for key, value in pairs])}
    return {"Result": {**result, "ReferenceData": {"ReferenceItem": bill if is_b2b else waiting}}}


def queue_timeout_body(row: sqlite3.Row) -> dict[str, Any]:
    """The queue gave up on the request. It says nothing about the money."""
    result = {"ResultType": 1, "ResultCode": 1, "ResultDesc": "The service request timed out."}
    ids = {"OriginatorConversationID": row["originator_id"], "ConversationID": row["conversation_id"]}
    return {"Result": {**result, **ids, "TransactionID": f"{row['receipt'][:3]}0000000"}}


def fault_body() -> dict[str, Any]:
    """What the gateway in front of the operator posts when it broke: no Result in it."""
    fault = {
        "faultcode": "soap:Server",
        "faultstring": "Execution of ServiceCallout SC-Result failed. Reason: ResponseCode 503 is treated as error",
        "faultactor": {},
        "detail": {"source": {"errorcode": "steps.servicecallout.ExecutionFailed"}},
    }
    style = "http://schemas.xmlsoap.org/soap/encoding/"
    return {"Envelope": {"encodingStyle": style, "Body": {"Fault": fault}}}


def balance_body(ids: dict[str, str], code: str, accounts: dict[str, int], timeout_url: str) -> dict[str, Any]:
    """The accounts in one text, joined by &."""
    named = {
        "Working Account": accounts["working"], "Float Account": 0, "Utility Account": accounts["utility"],
        "Charges Paid Account": accounts["charges"], "Organization Settlement Account": 0,
    }  # fmt: skip
    value = "&".join(f"{name}|KES|{format_account(cents)}" for name, cents in named.items())
    result: dict[str, Any] = {
        "ResultType": "0", "ResultCode": code, "ResultDesc": RESULTS.get(code, "The request failed."), **ids,
        "TransactionID": f"O{secrets.token_hex(1).upper()}0000000",
    }  # fmt: skip
    if code == "0":
        done = {"Key": "BOCompletedTime", "Value": format_timestamp(nairobi_time())}
        result["ResultParameters"] = {"ResultParameter": [{"Key": "AccountBalance", "Value": value}, done]}
    item = {"Key": "QueueTimeoutURL", "Value": timeout_url}
    return {"Result": {**result, "ReferenceData": {"ReferenceItem": item}}}


def status_parameters(row: sqlite3.Row, shortcode: str, added_cents: int) -> Parameters:
    """What the operator answers about money out. One key comes twice, as in the official sample."""
    payer, is_b2c = f"{shortcode} - LIPA FARE", row["kind"] == "b2c"
    reason = "Business Payment to Customer via API" if is_b2c else "Business to Business Payment via API"
    pairs: Pairs = [
        ("DebitPartyName", payer), ("DebitPartyName", payer), ("CreditPartyName", receiver_name(row)),
        ("OriginatorConversationID", row["originator_id"]),
        ("InitiatedTime", int(format_timestamp(nairobi_time(row["asked_at"])))),
        ("DebitAccountType", "Utility Account" if is_b2c else "Working Account"),
        ("DebitPartyCharges", format_charge(row)), ("TransactionReason", ""),
        ("ReasonType", "Pay Reversal" if row["kind"] == "reversal" else reason),
        ("TransactionStatus", row["state"].capitalize()),
        ("ConversationID", row["conversation_id"]), ("Amount", format_shillings(row["amount_cents"] + added_cents)),
    ]  # fmt: skip
    if row["ended_at"]:
        pairs += [("FinalisedTime", int(format_timestamp(ended_at(row)))), ("ReceiptNo", row["receipt"])]
    return [{"Key": key, "Value": value} for key, value in pairs]


def received_message(row: sqlite3.Row) -> str:
    """The SMS that M-PESA sends to whoever gets money."""
    when = f"{ended_at(row):%d/%m/%y} at {ended_at(row):%I:%M %p}"
    amount = f"KES {row['amount_cents'] // 100:,}"
    if row["kind"] == "reversal":
        return f"{row['receipt']} Confirmed. Payment {row['account']} to LIPA FARE was reversed: {amount} on {when}."
    return f"{row['receipt']} Confirmed. You have received {amount} from LIPA FARE on {when}."


def format_account(cents: int) -> str:
    """Available, current, reserved and uncleared, as far as the documentation can be read."""
    return f"{format_shillings(cents)}|{format_shillings(cents)}|0.00|0.00"


def format_charge(row: sqlite3.Row) -> str:
    """'' or Fee For B2C Payment|KES|5.00."""
    name = "Fee For B2C Payment" if row["kind"] == "b2c" else "Fee For B2B Payment"
    return f"{name}|KES|{format_shillings(row['charge_cents'])}" if row["charge_cents"] else ""
