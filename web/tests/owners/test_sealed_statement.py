"""The statement of a closed day: read from stored figures, sealed, and the same as before it was closed."""

import re
from datetime import timedelta
from html import unescape

from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.owners.test_statement import of_page
from web.tests.pages import world
from web.tests.pages.html_text import page, pdf_texts
from web.tests.pages.world import World


def test_a_closed_day_has_its_seal_and_the_same_figures(
    owner: FlaskClient, small_world: World, connection: Connection
) -> None:
    """Closing figures are stored by the ledger itself, by other ways than the statement adds up: they are equal."""
    queries = [f"period={period}&on={small_world.sunday}" for period in ("day", "week", "month")]
    before = [of_page(owner, query) for query in queries]
    assert "/verify?day" not in page(owner, f"/owner/statement?on={small_world.sunday}")
    world.value(connection, "select ledger.seal(100000)")
    on = world.value(connection, "select ledger.next_day_to_close()")
    while on <= small_world.sunday:
        assert world.value(connection, "select ledger.close_day(%s, now(), null, null)", on) == "closed"
        on += timedelta(days=1)
    done = "select exists (select from ledger.day_balances where business_on = %s)"
    world.eventually(lambda: world.value(connection, "select ledger.finish_days()") >= 0
                     and bool(world.value(connection, done, small_world.sunday)))  # fmt: skip
    world.eventually(lambda: world.value(connection, "select ledger.horizon() > max(horizon) from ledger.seals"))
    assert [of_page(owner, query) for query in queries] == before
    closing = world.value(connection, """select sum(b.closing_cents)::bigint from ledger.day_balances b
        join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
       where w.owner_id = %s and w.kind = 'vehicle' and b.business_on = %s""",
        small_world.owner_ids[0], small_world.sunday)  # fmt: skip
    assert before[0][5] == closing
    seal = world.value(connection, "select ledger.fingerprint(%s)", small_world.sunday)
    for query in queries[:2]:
        texts = " ".join(pdf_texts(owner.get(f"/owner/statement.pdf?{query}").data))
        assert seal in texts
        assert f"/verify?day={small_world.sunday}" in texts
        assert seal in page(owner, f"/owner/statement.csv?{query}")
    html = unescape(page(owner, f"/owner/statement?{queries[0]}"))
    (check,) = re.findall(r'href="(/verify[^"]+)"[^>]*>[^<]*muhuri', html)
    assert seal in page(owner, check)
