"""A dangerous act comes right after a second step: exactly these doors ask for a fresh one, and of whoever may use them."""

import hashlib
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask

from web.person_actions import ACTIONS
from web.tests.pages.function_calls import FUNCTION_CALLS
from web.tests.pages.matrix import ROLES
from web.tests.pages.seed import SeededWorld, furnish, is_open
from web.tests.pages.world import World

DANGEROUS = {
    "ops.acknowledge_alarm", "ops.ask_status_again", "ops.change_config", "ops.change_pilot_sim", "ops.decide_config",
    "ops.decide_role_change", "ops.erase_person", "ops.export_person", "ops.assign_suspense", "ops.retry_callback",
    "ops.retry_outbox",
    "account.replace_second_factor", "sacco.decide_role_change",
    *(row.function for row in ACTIONS.values() if row.done != "proposed"),
}  # fmt: skip


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> Iterator[SeededWorld]:
    """The furnished world."""
    made = furnish(small_world)
    yield made
    made.connection.close()


def refusal(seeded: SeededWorld, door: str, role: str) -> str:
    """What this door answers to who took the second step an hour ago: a code, or '' for an answer."""
    session, call = hashlib.sha256(seeded.session(role).encode()).digest(), FUNCTION_CALLS[door]
    arguments = seeded.filled(call.own)
    named = "".join(f", {name} => %s" for name in arguments)
    try:
        with seeded.connection.transaction(force_rollback=True):
            seeded.connection.execute("update accounts.sessions set proved_at = now() - interval '1 hour'")
            if call.prepare:
                seeded.connection.execute(seeded.say(call.prepare).encode())
            seeded.value(f"select {door}(p_session => %s{named})", session, *arguments.values())
    except psycopg.Error as refused:
        return refused.sqlstate or "?"
    return ""


@pytest.mark.parametrize("door", sorted(FUNCTION_CALLS))
def test_a_dangerous_act_asks_for_a_fresh_second_step_and_nothing_else_does(seeded: SeededWorld, door: str) -> None:
    able = [role for role in ROLES if is_open(door, role)]
    assert able
    for role in able:
        assert refusal(seeded, door, role) == ("LFA86" if door in DANGEROUS else "")
