"""Controls of people: codes, and who may approve."""

from contextlib import ExitStack

import psycopg

from bench.fire.controls import Control, Stage
from db.tests.concurrency.races import send_codes
from db.tests.concurrency.vehicle import hashed, value
from db.tests.money_out import fund, open_payout

GUESS = "select accounts.verify_code(%s, 'payout', 100000, '07xx..111', sha256('wrong'), null)"
PROCESSES = 4


def play_guesses(stage: Stage) -> list[str]:
    """Somebody guesses a code at four web processes in turn."""
    send_codes(stage.owner, 100_000)
    limit = int(value(stage.owner, "select value from config.settings where setting = 'code_tries'"))
    user = value(stage.owner, "select user_id from accounts.users where phone_hash = %s", hashed("111"))
    with ExitStack() as stack:
        webs = [
            stack.enter_context(psycopg.connect(stage.database.owner_url, autocommit=True)) for _ in range(PROCESSES)
        ]
        answers = [value(webs[number % PROCESSES], GUESS, user) for number in range(limit * PROCESSES)]
    compared = answers.count("wrong")
    return [] if compared <= limit else [f"{compared} guesses of one code were compared, {limit} are allowed"]


def count_in_memory(stage: Stage) -> None:
    """Each process (here: each session) counts the guesses that it saw itself."""
    stage.change("""create or replace function accounts.are_guesses_spent(p_user_id bigint, p_purpose text,
        p_device_id bigint) returns boolean language plpgsql as $$
      declare
        v_seen int := coalesce(current_setting('lipa.guesses', true), '0')::int + 1;
      begin
        perform set_config('lipa.guesses', v_seen::text, false);
        return v_seen > config.setting(p_setting => 'code_tries')::int;
      end $$""")


def play_own_approval(stage: Stage) -> list[str]:
    """Who asked for a payout approves it."""
    fund(stage.owner, 100_500)
    ref = open_payout(stage.owner, needs_approval=True)
    value(stage.owner, "select payouts.decide(requested_by, payout_id, 'approved', null) from payouts.payouts"
          " where payout_ref = %s", ref)  # fmt: skip
    return stage.invariants()


def let_makers_approve(stage: Stage) -> None:
    stage.rewrite("access.record_four_eyes", ("else 'same_person' end", "else 'taken' end"))
    stage.change("alter table payouts.payouts drop constraint payouts_maker_is_not_checker")


CONTROLS = [
    Control("code counter in memory per process", "wrong codes are counted by each process for itself",
            count_in_memory, play_guesses, "count of the guesses that were compared", with_people=True),
    Control("approver = maker allowed", "who has another part may decide; the constraint of payouts is dropped as well "
            "(with it, the approval is refused with 23514)", let_makers_approve, play_own_approval, "invariant 13"),
]  # fmt: skip
