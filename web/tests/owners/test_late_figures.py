"""While a forgotten transaction holds new money back, every page of figures says as of when they are."""

import psycopg
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.html_text import page, words
from web.tests.pages.world import EAT, World

# As if it had been open for two minutes: the first cutoff at its horizon is that old.
LONG_AGO = """insert into ledger.cutoffs (horizon, closed_at)
  values (ledger.horizon(), clock_timestamp() - interval '2 minutes') returning closed_at"""
WALLET = "select min(sub_wallet_id) from ledger.sub_wallets join ledger.wallets using (wallet_id) where owner_id = %s"
SAYS = (("sw", "Pesa iliyoingia baada ya {} bado haimo", "Hadi saa {}"),
        ("en", "Money that came after {} is not in these figures yet", "Updated {}"))  # fmt: skip


def test_pages_print_the_time_of_their_figures(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    fare, wallet = small_world.of("KZZ 001A")[0].receipt, world.value(connection, WALLET, small_world.owner_ids[0])
    pages = ("", "vehicle/KZZ001A", "fares", f"fare/{fare}", "wallets", "wallets/fuel", f"wallet/{wallet}")
    with psycopg.connect(small_world.url) as forgotten:
        xact = world.value(forgotten, "select pg_current_xact_id()::text")
        world.eventually(lambda: bool(world.value(connection, "select ledger.horizon()::text = %s", xact)))
        at = f"{world.value(connection, LONG_AGO).astimezone(EAT):%H:%M}"
        for lang, note, footer in SAYS:
            owner.set_cookie("lipa_lang", lang)
            for path in pages:
                text = words(page(owner, f"/owner/{path}"))
                assert (note.format(at) in text, footer.format(at) in text) == (True, True), path
            older = words(page(owner, f"/owner/?asof={small_world.asof}"))
            assert note[:12] not in older, "an older page is what it was"
    world.wait_for_horizon(connection)
    assert all(SAYS[1][1][:12] not in words(page(owner, f"/owner/{path}")) for path in pages)
