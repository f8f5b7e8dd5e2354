"""Random trips: after each step the trial balance is 0, wallets are their entries, points their transactions, no word
is given twice, and nobody is below zero. `make rides` plays thousands of steps."""

import os

import psycopg
import pytest

from db.tests.concurrency.ride_checks import faults
from db.tests.concurrency.ride_player import play
from db.tests.database import fresh

STEPS, SECONDS = int(os.environ.get("LIPA_RIDE_STEPS", "100")), float(os.environ.get("LIPA_RIDE_SECONDS", "7"))


@pytest.mark.slow
def test_random_trips_keep_the_books_right() -> None:
    with fresh("ride") as database:
        player = play(database, STEPS, seed=12, seconds=SECONDS)
        # The checks would find a cent of credit that no journal brought.
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute(
                "insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)"
                " select phone_hash, sacco_id, currency, 1, journal_id from fares.credit_movements limit 1"
            )
            assert "credit and its wallets" in dict(faults(owner))
    assert player.moves > 30
    expected = {"pay: exact posted", "pay: more posted", "pay: less posted", "hand_over: started",
                "break_down: told", "dispute: sms opened", "decide: refund refunded"}  # fmt: skip
    assert expected <= set(player.done) or player.moves < 60
