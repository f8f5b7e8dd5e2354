"""Hostile M-Pesa callbacks: each is posted once, kept in suspense, quarantined or refused; never lost, never a 5xx."""

import gzip
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest

from web.callbacks import misaddressed
from web.tests.callbacks.conftest import Operator, confirmation
from web.tests.conftest import TOKEN

ARABIC_FIFTY = "\u0665\u0660"
LOOK_ALIKE = "\u041aZZ 001\u0410"  # KZZ 001A, with Cyrillic letters at both ends
WIDE = "\uff31\uff2b\uff387A1B2C3"  # QKX, written full width
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Success"}
FARE = [(6000, "KZZ 001A")]
NAMES = "FirstName MiddleName LastName"

# Fields of a confirmation, values for them, the outcome, and its cents.
CONFIRMATIONS: list[tuple[str, list[Any], str, int]] = [
    ("TransAmount", [50, 50.0, "50", "50.00", "50.0"], "posted", 5000),
    ("TransAmount", [
        "NaN", "Infinity", "1e400", "-50.00", "0", "0.00", "", "abc", "5,000", "10.001", ARABIC_FIFTY, "5 0", "1_0",
        "0x32", "9223372036854775807", "9" * 5000, "250000.01", -50, 0, 1e300, None], "quarantine", 0),
    ("BillRefNumber", [" kzz 001a ", "KZZ001A", "kzz-001a", "KZZ  001A", "4628", " 4628", "4628 ", "4628.", "4628#",
                       "*4628#", "\u200b4628\t", "KZZ\u00a0001A", "KZZ001A.", "4628 ab3xy"], "posted", 6000),
    ("BillRefNumber", [
        "NOSUCH99", "", " ", "A" * 200, "\N{BUS}", LOOK_ALIKE, "4629", "0712345126", "%", "_", "KZZ%", None,
        "x' or 1=1--", "KZZ 001A'; DROP TABLE ledger.journals--",
        "\uff14628", "KZZ 00\u0661A"], "suspense", 6000),
    (NAMES, ["<script>alert(1)</script>", "{{7*7}}", '=HYPERLINK("http://x")', "\u202eevil", "Ng'ang'a", "", None,
             "x" * 10_000], "posted", 6000),
    ("MSISDN", ["2547 ***** 126", "25470****149", "a" * 64, "254712345126", "", None, "x"], "posted", 6000),
    ("BusinessShortCode", ["600638", "", None, "400222 OR 1=1"], "quarantine", 0),
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_balance_afterwards(operator: Operator) -> Any:
    yield
    operator.proof()


@pytest.mark.parametrize(
    ("fields", "value", "outcome", "cents"),
    [(fields, value, *rest) for fields, values, *rest in CONFIRMATIONS for value in values],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_outcome_of_a_confirmation(operator: Operator, fields: str, value: object, outcome: str, cents: int) -> None:
    receipt = operator.receipt()
    assert operator.confirm(receipt, **dict.fromkeys(fields.split(), value)).get_json() == ACCEPTED
    assert operator.outcome(receipt) == outcome
    assert operator.paid(receipt) == ([(cents, "KZZ 001A")] if outcome == "posted" else [])
    assert operator.in_suspense(receipt) == ([cents] if outcome == "suspense" else [])


def test_32_equal_confirmations_at_once_are_one_fare(operator: Operator) -> None:
    receipt = operator.receipt()
    assert set(operator.at_once([receipt] * 32)) == {200}
    (callback,) = operator.callbacks(receipt)
    assert (callback["outcome"], callback["times_received"]) == ("posted", 32)
    assert operator.paid(receipt) == FARE


def test_many_confirmations_at_once_with_repeats_are_one_fare_each(operator: Operator) -> None:
    receipts = [operator.receipt() for _ in range(60)]
    assert set(operator.at_once(receipts + receipts[::2] + receipts[::3])) == {200}
    rows = operator.ask("select receipt, times_received from audit.callbacks where receipt = any (%s)", receipts)
    times = {row["receipt"]: row["times_received"] for row in rows}
    assert times == {receipt: 1 + (n % 2 == 0) + (n % 3 == 0) for n, receipt in enumerate(receipts)}
    assert all(operator.paid(receipt) == FARE for receipt in receipts)


@pytest.mark.parametrize("changes", [{"TransAmount": "5000.00"}, {"BillRefNumber": "KZZ 999Z"}])
def test_known_receipt_with_other_values_is_a_conflict(operator: Operator, changes: dict[str, str]) -> None:
    receipt = operator.receipt()
    operator.confirm(receipt)
    assert operator.confirm(receipt, **changes).get_json() == ACCEPTED
    assert sorted(callback["outcome"] for callback in operator.callbacks(receipt)) == ["conflict", "posted"]
    assert operator.paid(receipt) == FARE


def test_confirmation_without_optional_fields_is_posted(operator: Operator) -> None:
    receipt = operator.receipt()
    optional = {*NAMES.split(), "MSISDN", "OrgAccountBalance", "InvoiceNumber"}
    body = {name: value for name, value in confirmation(receipt).items() if name not in optional}
    operator.post("c2b/confirmation", json=body)
    assert operator.paid(receipt) == FARE


def invalid_bodies() -> list[bytes]:
    """None is a confirmation, or its receipt or amount can't be read; the token is right."""
    text = json.dumps(confirmation("QKX9999999"))
    receipts = ["", None, "short", "x' or 1=1--", "A" * 300, "QKX 123456", WIDE]
    return [
        b"not JSON", b"", b"null", b"[]", b'"x"', b"{", b"{}", b"\x00\xff", text[:100].encode(), text.encode("utf-16"),
        gzip.compress(text.encode(), mtime=0), b"TransID=QKX9999999&TransAmount=60.00",
        f"[{text}]".encode(), text.replace("}", ', "TransID": "QKX9999998"}').encode(),
        b'{"a":' * 5000 + b"1" + b"}" * 5000, b"[" * 30_000,
        *(text.replace('"60.00"', value).encode() for value in
          ('["60.00"]', "true", "NaN", "Infinity", "-Infinity", "1e400")),
        *(json.dumps(confirmation("") | {"TransID": receipt}).encode() for receipt in receipts),
    ]  # fmt: skip


@pytest.mark.parametrize("body", invalid_bodies(), ids=lambda body: repr(body[:10]))
def test_invalid_body_is_quarantined_as_it_came(operator: Operator, body: bytes) -> None:
    for times in (1, 2):
        assert operator.post("c2b/confirmation", data=body).get_json() == ACCEPTED
        assert operator.kept(body) == ["quarantine"]
        (row,) = operator.ask("select times_received from audit.callbacks where body_sha256 = sha256(%s)", body)
        assert row["times_received"] == times


@pytest.mark.parametrize(
    ("written", "flags"),
    [(b"A\\u0000B", ["field_replaced"]), (b"\\ud800", ["field_replaced"]), (b"Caf\xe9", ["field_replaced"]),
     (b'A","FirstName":"B', ["field_replaced"]), (b'A","more":[[[[[[[[{}]]]]]]]],"b":"', [])],
)  # fmt: skip
def test_unreadable_name_is_posted_flagged_and_kept_as_it_came(
    operator: Operator, written: bytes, flags: list[str]
) -> None:
    receipt = operator.receipt()
    body = json.dumps(confirmation(receipt)).encode().replace(b"JOHN", written)
    assert operator.post("c2b/confirmation", data=b"\xef\xbb\xbf" + body).get_json() == ACCEPTED
    assert operator.paid(receipt) == FARE
    found = "select flags from mobile_money.payments where receipt = %s"
    assert operator.ask(found, receipt, as_owner=True) == [{"flags": flags}]
    assert operator.kept(b"\xef\xbb\xbf" + body) == ["posted"]


@pytest.mark.parametrize(
    ("changes", "cents"),
    [({"BusinessShortCode": []}, 6000), ({"BusinessShortCode": "600638"}, 6000),
     ({"TransAmount": "250000.01"}, 25000001), ({"TransAmount": [60]}, None)],
    ids=repr,
)  # fmt: skip
def test_what_can_not_be_posted_keeps_receipt_and_amount(
    operator: Operator, changes: dict[str, Any], cents: int | None
) -> None:
    receipt = operator.receipt()
    operator.confirm(receipt, **changes)
    (callback,) = operator.callbacks(receipt)
    assert (callback["outcome"], callback["amount_cents"]) == ("quarantine", cents)


@pytest.mark.parametrize(
    "path",
    ["/c2b/confirmation/", "//c2b/confirmation", "/c2b//confirmation//", "/C2B/Confirmation", "/c2b/confirmation%20",
     "/c2b/%2563onfirmation", "/c2b%252Fconfirmation", "/%2e/c2b/confirmation.", "/c2b/confirmation?x=/y/"],
)  # fmt: skip
@pytest.mark.parametrize("telco", ["/telco", "/TELCO"])
def test_nearly_right_address_has_the_same_handler(operator: Operator, telco: str, path: str) -> None:
    receipt = operator.receipt()
    answer = operator.app.test_client().post(f"{telco}/{TOKEN}{path}", json=confirmation(receipt))
    assert (answer.status_code, answer.get_json()) == (200, ACCEPTED)
    assert operator.paid(receipt) == FARE
    elsewhere = {"REMOTE_ADDR": "198.51.100.99"}
    wrong = operator.app.test_client().post(f"{telco}/wrong{path}", json={}, environ_base=elsewhere)
    assert wrong.status_code in (404, 429)


@pytest.mark.parametrize(
    "path", ["", "/", "/c2b", "/c2b/confirmation/x", "/c2b/confirm", "/stk", "/nothing/0712345126"]
)
def test_message_at_an_unknown_address_is_quarantined_with_an_alarm(operator: Operator, path: str) -> None:
    receipt = operator.receipt()
    answer = operator.app.test_client().post(f"/telco/{TOKEN}{path}", json=confirmation(receipt))
    assert (answer.status_code, answer.get_json()) == (200, ACCEPTED)
    (callback,) = operator.callbacks(receipt)
    assert (callback["kind"], callback["outcome"], callback["amount_cents"]) == ("unknown_address", "quarantine", 6000)
    alarm = "select detail from messaging.alarms where kind = 'quarantine_callback' and subject = %s"
    assert operator.ask(alarm, receipt, as_owner=True) == [{"detail": "unknown_address: no such address"}]


def test_reference_of_a_nearly_right_address_keeps_its_case() -> None:
    assert misaddressed.corrected("/Telco/ToKeN/STK//RefEr/") == "/telco/ToKeN/stk/RefEr"
    assert misaddressed.corrected("/owner/telco/x/stk") == ""


@pytest.mark.parametrize("size", [65_537, 10_000_000])
def test_body_over_64_kb_is_413_and_the_next_is_served(operator: Operator, size: int) -> None:
    receipt = operator.receipt()
    assert operator.confirm(receipt, FirstName="x" * size).status_code == 413
    assert operator.callbacks(receipt) == []
    assert operator.confirm(receipt).status_code == 200
    assert operator.paid(receipt) == FARE


@pytest.mark.parametrize(
    "moment", ["20990101120000", "19700101000000", "20261340999999", "", None, "yesterday", "20260229120000", "9" * 400]
)
def test_invalid_time_is_replaced_by_ours_and_flagged(operator: Operator, moment: str | None) -> None:
    receipt = operator.receipt()
    operator.confirm(receipt, TransTime=moment)
    (fare,) = operator.ask("select now() - paid_at as age from audit.fares where receipt = %s", receipt)
    assert timedelta() <= fare["age"] < timedelta(minutes=1)
    flagged = "select 'time_replaced' = any (flags) as flagged from mobile_money.payments where receipt = %s"
    assert operator.ask(flagged, receipt, as_owner=True) == [{"flagged": True}]


def test_wrong_token_posts_nothing(operator: Operator) -> None:
    receipt = operator.receipt()
    answer = operator.app.test_client().post("/telco/wrong/c2b/confirmation", json=confirmation(receipt))
    assert answer.status_code == 404
    assert operator.callbacks(receipt) == []


class TestStk:
    """The result of a push, with its fields in any order, and its confirmation by C2B before or after it."""

    @staticmethod
    def intent(operator: Operator) -> tuple[str, str]:
        """A push that waits for its result: its reference, and the account number M-Pesa shows."""
        reference, account = f"ref{operator.count}", f"LF-{operator.count}"
        operator.ask(
            "with phone as (insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values"
            " (sha256('p'), '\\x01', '126') on conflict (phone_hash) do update set phone_last3 = '126' returning 1)"
            " insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents,"
            " seats, lang, state) select %s, %s, 1, sha256('p'), 6000, 1, 'sw', 'pushed' from phone returning 1",
            reference, account, as_owner=True,
        )  # fmt: skip
        return reference, account

    @staticmethod
    def result(receipt: str, **metadata: object) -> dict[str, object]:
        items = {"Amount": 60.00, "MpesaReceiptNumber": receipt, "TransactionDate": 20261123071400,
                 "PhoneNumber": 254712345126, **metadata}  # fmt: skip
        item = [{"Name": "Balance"}, *({"Name": name, "Value": value} for name, value in items.items())]
        return {"Body": {"stkCallback": {"MerchantRequestID": "1", "CheckoutRequestID": "2", "ResultCode": 0,
                                         "ResultDesc": "ok", "CallbackMetadata": {"Item": item}}}}  # fmt: skip

    @pytest.mark.parametrize("first", ["stk", "c2b"])
    def test_result_and_confirmation_of_one_receipt_are_one_fare(self, operator: Operator, first: str) -> None:
        receipt = operator.receipt()
        reference, account = self.intent(operator)
        for kind in (first, "c2b" if first == "stk" else "stk"):
            if kind == "stk":
                answer = operator.post(f"stk/{reference}", json=self.result(receipt))
            else:
                answer = operator.confirm(receipt, BillRefNumber=account)
            assert answer.get_json() == ACCEPTED
        assert operator.paid(receipt) == FARE
        assert {callback["outcome"] for callback in operator.callbacks(receipt)} == {"posted"}
        assert operator.ask("select channel from audit.fares where receipt = %s", receipt) == [{"channel": "ussd"}]

    @pytest.mark.parametrize("code", [1032, "1037", 2001, 1, 17, 1019, 9999])
    def test_failed_push_moves_no_money(self, operator: Operator, code: object) -> None:
        operator.receipt()
        reference, _ = self.intent(operator)
        body = json.dumps({"Body": {"stkCallback": {"ResultCode": code, "ResultDesc": "no", "r": reference}}}).encode()
        assert operator.post(f"stk/{reference}", data=body).get_json() == ACCEPTED
        assert operator.kept(body)[0] in ("failed", "unknown")

    def test_result_of_an_unknown_payment_is_stored(self, operator: Operator) -> None:
        receipt = operator.receipt()
        assert operator.post("stk/nobody-knows-this", json=self.result(receipt)).get_json() == ACCEPTED
        assert operator.callbacks(receipt)
        body = json.dumps({"Body": {"stkCallback": {"ResultCode": 1032}}}).encode()
        assert operator.post("stk/nobody-knows-this", data=body).get_json() == ACCEPTED
        assert operator.kept(body) == ["quarantine"]

    @pytest.mark.parametrize("reference", ["%00", "a%00b", "x" * 3000, "..", "%F0%9F%9A%8C"])
    def test_result_with_an_invalid_reference_is_stored(self, operator: Operator, reference: str) -> None:
        body = json.dumps(self.result(operator.receipt())).encode()
        assert operator.post(f"stk/{reference}", data=body).get_json() == ACCEPTED
        assert operator.kept(body)

    def test_money_of_a_result_with_another_amount_is_received(self, operator: Operator) -> None:
        receipt = operator.receipt()
        reference, _ = self.intent(operator)
        operator.post(f"stk/{reference}", json=self.result(receipt, Amount=6))
        assert [cents for cents, _ in operator.paid(receipt)] + operator.in_suspense(receipt) == [600]


def test_no_number_and_no_name_is_stored_in_clear(operator: Operator) -> None:
    receipt, phone, name = operator.receipt(), "254799887766", "WANJIKUXYZ"
    hidden = hashlib.sha256(phone.encode()).hexdigest()
    operator.confirm(receipt, MSISDN=hidden, FirstName=name, BillRefNumber="0799887766")
    operator.confirm(operator.receipt(), MSISDN=phone, FirstName=name)
    operator.post("ussd", data={"sessionId": "clear", "phoneNumber": "+" + phone, "text": ""})
    operator.post("sms/inbound", data={"id": "clear", "from": "+" + phone, "text": f"{name} {phone}"})
    listed = "select format('%%I.%%I', schemaname, tablename) as name from pg_tables where tableowner = 'lipa_owner'"
    tables = operator.ask(listed, as_owner=True)
    assert len(tables) > 20
    for secret in (phone[3:], name, hidden):
        for written in (secret, secret.encode().hex()):  # a bytea is shown in hex
            for table in tables:
                found = f"select count(*) as n from {table['name']} as t where strpos(t::text, %s) > 0"  # noqa: S608
                assert operator.ask(found, written, as_owner=True) == [{"n": 0}], table
