"""The market days for staff, closing one by hand, and the command that verifies all seals."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from db.tests.concurrency.tampering import unguarded
from db.tests.database import Database
from web.tests.ops.test_refunds import submit
from web.tests.pages import world
from web.tests.pages.fixtures import terminal
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World


def seal(connection: Connection) -> None:
    world.eventually(lambda: world.value(connection, "select ledger.seal(100000)") == 0)


def test_a_day_is_closed_by_hand(finance: FlaskClient, small_world: World, connection: Connection) -> None:
    """No statement came: the page says so, and 36 hours after its end the oldest day may be closed."""
    seal(connection)
    oldest = world.value(connection, "select ledger.next_day_to_close()")
    html = page(finance, "/ops/days")
    assert "can't be closed yet" in words(html) or "haiwezi kufungwa" in words(html)
    assert world.value(connection, "select ledger.fingerprint(%s)", oldest) is not None
    refused = submit(finance, f"/ops/days/{oldest}", reason="x")
    assert refused.status_code == 422
    later = submit(finance, f"/ops/days/{oldest + timedelta(days=1)}", reason="taarifa haikuja kamwe")
    assert later.status_code == 422
    done = submit(finance, f"/ops/days/{oldest}", reason="taarifa haikuja kamwe")
    assert done.headers["Location"] == "/ops/days?done=closed"
    assert world.value(connection, "select reason from ledger.closed_days where business_on = %s", oldest)


def test_the_command_names_what_was_changed(
    people: Flask,
    environment: dict[str, str],
    small_world: World,
    connection: Connection,
    database: Database,
) -> None:
    seal(connection)
    day, fingerprint, journal = connection.execute(
        "select s.business_on::text, ledger.fingerprint(s.business_on), o.journal_id from ledger.seals s,"
        " ledger.open_leaves(s.leaves) o where s.journals > 0 order by s.seal_id desc limit 1"
    ).fetchall()[0]
    change = "update ledger.ledger_entries set amount_cents = amount_cents + %s where journal_id = %s and line_no = 2"
    with terminal(people, environment) as line:
        whole = line.invoke(args=["verify-seals", "--anchor", f"{day}:{fingerprint}"])
        unknown = line.invoke(args=["verify-seals", "--anchor", f"{day}:0000-0000"])
        with unguarded(database.addresses["LIPA_SUPERUSER_URL"]) as superuser:
            superuser.execute(change, (1, journal))
            changed = line.invoke(args=["verify-seals"])
            superuser.execute(change, (-1, journal))
    assert (whole.exit_code, "1 fingerprints: 0 faults" in whole.output) == (0, True), whole.output
    assert unknown.exit_code == 1
    assert f"{day}  no seal of that day has the fingerprint 0000-0000" in unknown.output
    assert changed.exit_code == 1
    assert f"journal {journal}  line 2" in changed.output
    assert f"{day}  entry_changed" in changed.output
