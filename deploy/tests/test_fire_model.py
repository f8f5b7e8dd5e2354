"""The model of make fire is a second opinion: these figures are worked out by hand."""

from typing import Any

from bench.fire.model import Model, Rule, divide

RULE = Rule("KZZ 001A", "Mama", 200, {"fuel": 3333, "profit": 6667}, "profit")


def history(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"op": 0, "kind": "", **line} for line in lines]


def book(**changes: Any) -> dict[str, Any]:
    row = {"receipt": "R1", "amount_cents": 6000, "direction": "in", "state": "completed", "account": "4628",
           "payer": "2547", "acknowledged": 1} | changes  # fmt: skip
    return {"payments": [row]}


def test_odd_cents_go_to_the_largest_remainder() -> None:
    # 101 cents: 2.02 for us; of the 98.98 that remain 32.99 for fuel and 65.99 for profit.
    assert divide(101, RULE) == {"commission": 2, "fuel": 33, "profit": 66}


def test_between_equals_the_home_purpose_wins() -> None:
    assert divide(1, Rule("P", "O", 0, {"a": 5000, "b": 5000}, "b")) == {"b": 1}


def test_acknowledged_is_due_and_unacknowledged_is_not() -> None:
    assert Model.replay([], book(), {"4628": RULE}).payments["R1"].is_due
    assert not Model.replay([], book(acknowledged=0), {"4628": RULE}).payments["R1"].is_due


def test_a_repeat_that_was_answered_makes_it_due() -> None:
    lines = history({"op": 1, "what": "invoke", "kind": "repeat", "receipt": "R1"}, {"op": 1, "what": "ok"})
    assert Model.replay(lines, book(acknowledged=0), {"4628": RULE}).payments["R1"].is_due


def test_by_the_menu_the_payer_tells_the_vehicle() -> None:
    lines = history({"op": 1, "what": "invoke", "kind": "ride", "payer": "2547", "code": "4628"})
    assert Model.replay(lines, book(account="400222"), {"4628": RULE}).payments["R1"].plate == "KZZ 001A"


def test_a_client_that_was_told_another_amount_is_a_problem() -> None:
    lines = history({"op": 1, "what": "invoke", "kind": "pay", "cents": 7000},
                    {"op": 1, "what": "ok", "receipt": "R1"})  # fmt: skip
    assert Model.replay(lines, book(), {"4628": RULE}).problems != []
