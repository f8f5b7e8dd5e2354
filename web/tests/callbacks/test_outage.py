"""The short form of `make outage`: PostgreSQL is stopped under load, and the web killed meanwhile."""

import pytest

from web.tests.outage_run import outage


@pytest.mark.slow
def test_every_acknowledged_confirmation_is_one_fare_and_none_is_refused() -> None:
    with outage(rate=100) as made:
        print(made.run("QA", 3.0, made.kill_web))
