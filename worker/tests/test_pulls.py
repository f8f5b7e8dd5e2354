"""The Pull API: 1001 is no answer, windows are asked again, pages and repeats, and the simulated operator's faults."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

import web
from sandbox.app import create_app, create_server
from sandbox.clock import format_timestamp, nairobi_time
from sandbox.settings import Settings
from sandbox.simulated_operator import Operator as SimulatedOperator
from sandbox.store import Store
from sandbox.tests.fake_lipa import FakeLipa
from worker.jobs.pulls import Pulls, read_payments
from worker.providers.daraja_pull import DarajaPull

from .conftest import World
from .operator_server import Reply, hangs_up, says, trouble

PHONE = "254199000002"
REGISTERED = says(200, {"ResponseRefID": "1", "ResponseStatus": "1000", "ShortCode": "400222"})
NONE = says(200, {"ResponseRefID": "1", "ResponseCode": "1001", "ResponseMessage": "none", "Response": [[]]})


def payment(number: int, **changes: object) -> dict[str, object]:
    usual = {
        "transactionId": f"SKP{number:07}", "trxDate": "2026-11-20T10:00:00Z", "msisdn": 254712345126,
        "sender": "MPESA", "transactiontype": "c2b-pay-bill-debit", "billreference": "4628", "amount": "60.00",
        "organizationname": "LIPA FARE",
    }  # fmt: skip
    return usual | changes


def page(*payments: object) -> Reply:
    return says(200, {"ResponseRefID": "1", "ResponseCode": "1000", "Response": [list(payments)]})


def cut(handler: Any) -> None:
    """Half a page: the connection ends, and the length agrees."""
    body = b'{"ResponseCode":"1000","Response":[[{"transactionId":"SKP0000001","am'
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def pulling(world: World) -> World:
    """One window that is due, of a PayBill that is registered."""
    world.execute("select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    for table in ("pull_windows", "lines", "bad_rows", "statements", "pull_registrations"):
        world.execute(f"delete from recon.{table}")  # noqa: S608 (our own names)
    world.execute("insert into recon.pull_registrations values ('400222')")
    world.execute("insert into recon.pull_windows (short_code, from_at, to_at, next_at) values ('400222',"
                  " now() - interval '20 minutes', now() - interval '5 minutes', now())")  # fmt: skip
    world.operator.will("pulltransactions/v1/register", REGISTERED)
    return world


def pull(world: World) -> str:
    """Ask for what is due: the window's state, number of tries and last error."""
    world.execute("update recon.pull_windows set next_at = now() where state = 'due'")
    world.drain(Pulls(DarajaPull(world.settings), PHONE))
    state: str = world.one("select concat_ws(' ', state, attempts, last_error) from recon.pull_windows")
    return state


def lines(world: World) -> list[str]:
    found: list[str] = world.one("select coalesce(array_agg(receipt || ' ' || amount_cents order by line_id), '{}')"
                                 " from recon.lines where source = 'pull'")  # fmt: skip
    return found


def test_http_200_with_code_1001_is_no_answer(pulling: World) -> None:
    pulling.operator.will("pulltransactions/v1/query", NONE)
    assert pull(pulling) == "due 1 none"
    assert pull(pulling) == "due 2 none"
    assert pulling.one("select count(*) from recon.statements") == 0
    pulling.operator.will("pulltransactions/v1/query", page(payment(1)), NONE)
    assert pull(pulling) == "answered 3"
    assert lines(pulling) == ["SKP0000001 6000"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (trouble(500, "500.001.1001"), "500.001.1001"), (hangs_up, "NoAnswerError"), (cut, "200"), (says(503), "503"),
        (says(200, {"ResponseCode": "9"}), "9"), (says(200, []), "200"),
    ],
)  # fmt: skip
def test_failed_window_is_asked_again(pulling: World, reply: Reply, error: str) -> None:
    pulling.operator.will("pulltransactions/v1/query", reply)
    assert pull(pulling) == f"due 1 {error}"
    pulling.operator.will("pulltransactions/v1/query", page(payment(1)), NONE)
    assert pull(pulling) == "answered 2"


def test_nothing_is_stored_when_a_later_page_fails(pulling: World) -> None:
    pulling.operator.will("pulltransactions/v1/query", page(payment(1)), trouble(500, "500.003.02"))
    assert pull(pulling) == "due 1 500.003.02"
    assert lines(pulling) == []


def test_all_pages_are_asked_for_by_offset(pulling: World) -> None:
    pages = [page(*(payment(n * 500 + m) for m in range(500))) for n in range(3)]
    pulling.operator.will("pulltransactions/v1/query", *pages, NONE)
    assert pull(pulling) == "answered 1"
    assert len(lines(pulling)) == 1500
    asked = pulling.operator.heard("pulltransactions/v1/query")
    assert [one["OffSetValue"] for one in asked] == ["0", "500", "1000", "1500"]
    assert asked[0].keys() == {"ShortCode", "StartDate", "EndDate", "OffSetValue"}


def test_line_pulled_twice_changes_nothing(pulling: World) -> None:
    pulling.operator.will("pulltransactions/v1/query", page(payment(1), payment(1), payment(2)), NONE)
    assert pull(pulling) == "answered 1"
    pulling.execute("update recon.pull_windows set state = 'due', answered_at = null")
    pulling.operator.will("pulltransactions/v1/query", page(payment(1), payment(2)), NONE)
    assert pull(pulling) == "answered 2"
    assert lines(pulling) == ["SKP0000001 6000", "SKP0000002 6000"]


def test_neither_number_nor_name_is_stored(pulling: World) -> None:
    pulling.operator.will("pulltransactions/v1/query", page(payment(1, sender="MAMA NJERI")), NONE)
    pull(pulling)
    line = pulling.one("select l::text from recon.lines l")
    assert "NJERI" not in line
    assert "254712345126" not in line
    assert pulling.one("select party_last3 from recon.lines") == "126"


def test_registers_once(pulling: World) -> None:
    pulling.execute("delete from recon.pull_registrations")
    pulling.operator.will("pulltransactions/v1/register", trouble(500, "500.001.1001"))
    assert pull(pulling) == "due 0"
    pulling.operator.will("pulltransactions/v1/register", says(200, {"ResponseStatus": "1001"}))
    pulling.operator.will("pulltransactions/v1/query", NONE)
    assert pull(pulling) == "due 1 none"
    pull(pulling)
    (first, second) = pulling.operator.heard("pulltransactions/v1/register")
    assert first == second
    assert (first["RequestType"], first["NominatedNumber"]) == ("Pull", PHONE)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": "NaN"}, "amount"), ({"amount": "-5"}, "amount"), ({"amount": "0"}, "amount"),
        ({"trxDate": "yesterday"}, "time"), ({"trxDate": "2026-02-30T10:00:00Z"}, "time"),
        ({"transactionId": "x y"}, "receipt"), ({"transactionId": None}, "receipt"),
    ],
)  # fmt: skip
def test_payment_that_can_not_be_read_is_set_aside(changes: dict[str, object], reason: str) -> None:
    read, bad = read_payments([payment(1, **changes), payment(2), "text", None])
    assert [one["receipt"] for one in read] == ["SKP0000002"]
    assert bad == [(1, reason), (3, "receipt"), (4, "receipt")]


def test_what_goes_back_is_no_payment() -> None:
    kinds = [
        "c2b-pay-bill-debit",
        "C2B-Buy-Goods-Debit",
        "",
        "c2b-pay-bill-reversal",
        "c2b-refund-credit",
        "b2c-payment",
    ]
    read, _ = read_payments([payment(number, transactiontype=kind) for number, kind in enumerate(kinds)])
    assert [one["kind"] for one in read] == ["payment", "payment", "payment", "other", "other", "other"]


def test_page_that_comes_again_for_any_offset_is_the_whole_list(pulling: World) -> None:
    pulling.operator.will("pulltransactions/v1/query", *[page(payment(1), payment(2)) for _ in range(5)])
    assert pull(pulling) == "answered 1"
    assert len(lines(pulling)) == 2


@pytest.fixture
def simulated(pulling: World) -> Iterator[SimulatedOperator]:
    """The simulated operator in place of the fake one."""
    lipa = FakeLipa()
    lipa.start()
    secrets = {"LIPA_DARAJA_KEY": "key", "LIPA_DARAJA_SECRET": "secret", "LIPA_SHORTCODE": "400222"}
    app = create_app(Settings.from_env(secrets | {"LIPA_URL": lipa.url}), Store(":memory:"))
    server = create_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    pulling.app = web.create_app(
        pulling.environ | secrets | {"LIPA_DARAJA_URL": f"http://127.0.0.1:{server.server_port}"}
    )
    pulling.execute("delete from recon.pull_registrations")
    pulling.execute("delete from mobile_money.access_tokens")
    operator: SimulatedOperator = app.extensions["operator"]
    for number in range(30):
        at = nairobi_time() - timedelta(minutes=6 + number % 10)
        operator.books.record_payment("paybill", "254199000101", "4628", 6000 + number, paid_at=at)
    yield operator
    server.shutdown()
    lipa.stop()


def test_every_payment_of_the_simulated_operator_arrives_whatever_fails(
    pulling: World, simulated: SimulatedOperator
) -> None:  # fmt: skip
    faults: list[dict[str, object]] = [
        {"error_500": 1}, {"pull_none": 1}, {"pull_cut": 1}, {"pull_late": 0.5, "pull_twice": 0.5}, {},
    ]  # fmt: skip
    states = []
    for fault in faults:
        simulated.fault_profiles.change({"reset": True, **fault})
        if fault == {}:
            pulling.execute("update recon.pull_windows set state = 'due', answered_at = null")
        states.append(pull(pulling).split()[0])
    assert states == ["due", "due", "due", "answered", "answered"]
    assert len(lines(pulling)) == 30
    books = {payment.receipt: format_timestamp(payment.paid_at) for payment in simulated.books.all()}
    stored = pulling.connection.execute(
        "select receipt, to_char(completed_at at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS') from recon.lines"
    ).fetchall()
    assert dict(stored) == books
