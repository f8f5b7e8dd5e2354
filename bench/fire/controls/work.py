"""Controls of what goes out: the outbox, leases, payouts."""

import psycopg

from bench.fire.controls import Control, Stage
from db.tests.concurrency import message_races
from db.tests.money_out import fund, open_payout


def play_outbox(stage: Stage) -> list[str]:
    """A payout is opened, and the process that opened it ends right after its commit."""
    fund(stage.owner, 100_500)
    with psycopg.connect(stage.database.owner_url) as session:
        open_payout(session)
        session.execute("select payouts.queue(payout_id) from payouts.payouts where state = 'approved'")
        session.commit()
        stage.owner.execute("select pg_terminate_backend(%s)", (session.info.backend_pid,))
    return stage.invariants()


def enqueue_later(stage: Stage) -> None:
    """What is to be sent is kept by the session, which writes it after its commit."""
    stage.change("""create or replace function messaging.enqueue(p_topic text, p_key text, p_payload jsonb)
        returns bigint language plpgsql as $$
      begin
        create temp table if not exists to_be_sent (topic text, key text, payload jsonb);
        execute 'insert into pg_temp.to_be_sent values ($1, $2, $3)' using p_topic, p_key, p_payload;
        return 0;
      end $$""")


def play_claims(stage: Stage) -> list[str]:
    """A worker dwells on a message, its lease runs out, another worker claims it."""
    return stage.race(message_races.claim_and_release)


def drop_fence(stage: Stage) -> None:
    stage.rewrite("worker.finish_jobs", (" and o.attempts = j.attempt", ""), (" and d.attempts = j.attempt", ""))


def play_payout_claims(stage: Stage) -> list[str]:
    """The same with a payout, which is never sent a second time."""
    return stage.race(message_races.payout_claim_and_release) + stage.invariants()


def retry_payouts(stage: Stage) -> None:
    """A payout whose worker gave no answer is sent again, like a message."""
    stage.rewrite("worker.release_leases", ("('stk_push', 'payout')", "('stk_push')"))
    stage.rewrite("messaging.release_leases", ("not in ('stk_push', 'payout')", "not in ('stk_push')"))


CONTROLS = [
    Control("outbox outside the transaction", "what is to be sent is written by the session after its commit",
            enqueue_later, play_outbox, "invariant 7"),
    Control("lease without fencing", "a worker reports without the number of its attempt",
            drop_fence, play_claims, "interleaving of claim and release", with_people=True),
    Control("payout retried on time-out", "a payout whose lease ran out goes back to the outbox",
            retry_payouts, play_payout_claims, "interleaving of claim and release of a payout", with_people=True),
]  # fmt: skip
