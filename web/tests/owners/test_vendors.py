"""Vendors over HTTP: staff register and approve one, an owner pays it from the matching pot (scenario 26)."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.owners.payees import NEW, post
from web.tests.pages.fixtures import sent_code
from web.tests.pages.html_text import words
from web.tests.pages.world import World, value

BALANCE = """select sum(b.balance_cents)::bigint from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
           join fleet.vehicles v using (vehicle_id) cross join lateral ledger.balances(array[s.sub_wallet_id], null) b
          where v.plate = 'KZZ 001A' and s.purpose = 'fuel'"""


pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(("typed", "said"), [
    ({"kind": "bank"}, "Choose a kind"),
    ({"name": "?"}, "3 to 30 plain letters"),
    ({"short_code": "12"}, "5 to 7 digits"),
    ({"account": "A" * 21}, "up to 20 letters and digits"),
    ({"phone": "12"}, "not a Kenyan phone number"),
])  # fmt: skip
def test_the_form_says_what_is_wrong(staff: FlaskClient, typed: dict[str, str], said: str) -> None:
    status, text = post(staff, "/ops/vendors", **(NEW | typed))
    assert (status, said in text) == (422, True), text


def test_an_owner_pays_a_station_for_fuel_with_a_code(
    owner: FlaskClient, vendor: str, connection: Connection, small_world: World
) -> None:
    form = {"vendor": vendor, "plate": "KZZ 001A", "amount": "20"}
    before = value(connection, BALANCE)
    status, text = post(owner, "/owner/vendors", **form, step="preview")
    assert (status, "KES 20 from" in text, "Send me the code" in text) == (200, True, True), text
    assert "6 digits from the SMS" in post(owner, "/owner/vendors", **form, step="code")[1]
    status, text = post(owner, "/owner/vendors", **(form | {"amount": "21"}), step="pay", code=sent_code("payout"))
    assert (status, "for another amount or vendor" in text) == (422, True), text
    assert value(connection, BALANCE) == before
    status, text = post(owner, "/owner/vendors", **form, step="pay", code=sent_code("payout"))
    assert (status, "on its way" in text, "is being sent" in text) == (200, True, True), text
    assert value(connection, BALANCE) == before - 2000
    # The till is wrong at the operator: the money is back, and the page says so.
    value(connection, "select payouts.take_result((select max(payout_id) from payouts.payouts), 'failed',"
                      " 'SFC_IC0003', null, null, null)")  # fmt: skip
    assert value(connection, BALANCE) == before
    assert "failed, money is back" in words(owner.get("/owner/vendors").text)


def test_what_is_not_theirs_or_not_there_is_refused(owner: FlaskClient, vendor: str) -> None:
    form = {"vendor": vendor, "plate": "KZZ 900Z", "amount": "20"}
    assert [post(owner, "/owner/vendors", **form, step=step)[0] for step in ("preview", "code", "pay")] == [404] * 3
    assert "Choose a vendor" in post(owner, "/owner/vendors", **(form | {"vendor": "0", "plate": "KZZ 001A"}))[1]


def test_a_removed_vendor_can_not_be_paid(staff: FlaskClient, owner: FlaskClient, vendor: str) -> None:
    assert post(staff, f"/ops/vendors/{vendor}/remove", reason="x")[0] == 422
    assert "Nothing can be paid" in post(staff, f"/ops/vendors/{vendor}/remove", reason="kituo kimefungwa kabisa")[1]
    assert "Yaya Fuel" not in words(owner.get("/owner/vendors").text).replace("Yaya Fuel KZZ", "")
