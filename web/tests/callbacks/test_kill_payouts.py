"""The short form of `make kill-payouts`: see web/tests/kill_payouts_run.py."""

from web.tests.kill_payouts_run import prepare


def test_payouts_survive_kills_of_web_and_worker() -> None:
    with prepare(seed=11) as run:
        figures = run.run(kills=20)
    assert figures.problems() == [], str(figures)
    assert figures.crashes > 0
    assert figures.states["paid"] > 0
