"""Two people change the configuration at once: one proposal is open; either the decision or the withdrawal counts."""

from collections import Counter

import psycopg
import pytest

from db.tests.concurrency.vehicle import hashed, make_user, query_together, row, value
from db.tests.database import Database

ROUNDS = 20
CHANGE = (
    "select config.change_config(p_made_by => %s, p_kind => %s, p_subject => %s, p_phone_hash => %s,"
    " p_value => %s, p_reason => 'majaribio')"
)
DECIDE = "select config.decide_config(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
WITHDRAW = "select config.withdraw_config(p_user_id => %s, p_change_id => %s)"
SMALLEST = "select value::int from config.settings where setting = 'ussd_min_cents'"


@pytest.fixture(scope="module")
def people(empty: Database) -> dict[str, int]:
    """Two makers and two checkers."""
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        return {name: make_user(owner, name) for name in ("maker", "other maker", "checker", "other checker")}


def cents(amount: int) -> str:
    """A value for a setting that moves money."""
    return f'{{"value": "{amount}"}}'


def test_one_of_two_proposals_is_open_and_other_changes_are_in_order(empty: Database, people: dict[str, int]) -> None:
    makers, sims = (people["maker"], people["other maker"]), (hashed("one"), hashed("two"))
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        for number in range(ROUNDS):
            outcomes = query_together(empty.owner_url, [
                *((CHANGE, (who, "setting", "ussd_min_cents", None, cents(1500 + number))) for who in makers),
                *((CHANGE, (who, "pilot", "sim", sim, '{"listed": "yes"}')) for who in makers for sim in sims),
            ])  # fmt: skip
            assert Counter(outcomes) == {"proposed": 1, "open": 1, "changed": 2, "same": 2}
            assert sorted(outcomes[:2]) == ["open", "proposed"]
            assert value(owner, "select count(*) from config.config_changes where state = 'proposed'") == 1
            assert value(owner, "select count(*) from fleet.pilot_entries where valid_to is null") == 2, "each SIM once"
            owner.execute("delete from config.config_changes where state = 'proposed'")
            owner.execute("update fleet.pilot_entries set valid_to = clock_timestamp() where valid_to is null")


def test_either_the_decision_or_the_withdrawal_counts(empty: Database, people: dict[str, int]) -> None:
    maker, other_maker, checker, other_checker = people.values()
    with psycopg.connect(empty.owner_url, autocommit=True) as owner:
        for number in range(ROUNDS):
            before, wanted = value(owner, SMALLEST), 2000 + number
            assert value(owner, CHANGE, maker, "setting", "ussd_min_cents", None, cents(wanted)) == "proposed"
            change = int(value(owner, "select max(change_id) from config.config_changes"))
            outcomes = query_together(empty.owner_url, [
                (WITHDRAW, (maker, change)), (DECIDE, (checker, change)), (WITHDRAW, (maker, change)),
                (DECIDE, (other_checker, change)), (DECIDE, (maker, change)), (WITHDRAW, (other_maker, change)),
            ])  # fmt: skip
            query = "select state, decided_by from config.config_changes where change_id = %s"
            state, decided_by = row(owner, query, change)
            assert state in ("approved", "withdrawn")
            assert outcomes[5] == "not_maker"
            assert outcomes[4] in ("same_person", state)
            assert set(outcomes[:4]) == {state}, "the later call returns what the earlier one did"
            assert value(owner, SMALLEST) == (wanted if state == "approved" else before)
            assert (decided_by in (checker, other_checker)) == (state == "approved")
