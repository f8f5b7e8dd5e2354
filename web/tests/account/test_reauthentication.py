"""Dangerous functions need a fresh second factor: exactly these ask for it, of whoever may call them."""

import hashlib

import psycopg
import pytest

from web.person_actions import ACTIONS
from web.tests.pages.function_calls import FUNCTION_CALLS
from web.tests.pages.matrix import ROLES
from web.tests.pages.seed import SeededWorld, is_open
from web.tests.pages.test_matrix import call_function

DANGEROUS = {
    "ops.acknowledge_alarm", "ops.ask_status_again", "ops.change_config", "ops.change_pilot_sim", "ops.decide_config",
    "ops.close_day",
    "ops.decide_role_change", "ops.erase_person", "ops.export_person", "ops.assign_suspense", "ops.assign_alike",
    "ops.retry_callback", "ops.retry_callbacks", "ops.retry_outbox", "account.replace_second_factor",
    "sacco.decide_role_change", "ops.ask_payout_again", "ops.decide_dispute", "ops.decide_journal", "ops.decide_payout",
    "ops.decide_resolution", "ops.propose_resolution",
    "ops.decide_vendor", "ops.propose_journal", "ops.propose_reversal", "ops.redeem_voucher", "ops.register_vendor",
    "ops.remove_vendor", "ops.resolve_payout", "sacco.decide_payout",
    *(row.function for row in ACTIONS.values() if row.done != "proposed"),
}  # fmt: skip


def refusal(seeded: SeededWorld, function: str, role: str) -> str:
    """The error code that somebody gets who verified the second factor an hour ago; '' for an answer."""
    session, call = hashlib.sha256(seeded.session(role).encode()).digest(), FUNCTION_CALLS[function]
    try:
        with seeded.connection.transaction(force_rollback=True):
            seeded.let_second_factors_age()
            seeded.execute(call.prepare)
            call_function(seeded, function, session, seeded.filled(call.own))
    except psycopg.Error as refused:
        return refused.sqlstate or "?"
    return ""


@pytest.mark.parametrize("function", sorted(FUNCTION_CALLS))
def test_only_dangerous_functions_need_a_fresh_second_factor(seeded: SeededWorld, function: str) -> None:
    permitted = [role for role in ROLES if is_open(function, role)]
    assert permitted
    for role in permitted:
        assert refusal(seeded, function, role) == ("LFA86" if function in DANGEROUS else "")
