"""The seeded week in its short form: every receipt is matched or a typed break, and the counts are the seed's own."""

from worker.tests.reconcile_week import run


def test_a_week_of_lost_doubled_and_late_messages_is_reconciled() -> None:
    assert "all as the seed's list says" in run(payments=60, seed=2026)
