"""One box: it leads to what was typed, within one's own, and no phone number reaches an address or a log."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.security import phones
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, send
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import World

PHONE = "0712 345 678"


def ask(client: FlaskClient, path: str, typed: str) -> str:
    """The words of a list of what was found."""
    answer = client.post(path, data={"csrf": csrf_of(client), "q": typed})
    assert answer.status_code == 200
    return words(answer.text)


@pytest.fixture
def receipt(small_world: World, connection: Connection) -> str:
    """A fare of KZZ 001A that was paid from PHONE."""
    found = small_world.of("KZZ 001A")[0].receipt
    update = "update mobile_money.payments set payer_hash = %s where receipt = %s"
    connection.execute(update, (phones.lookup_hash(phones.parse(PHONE) or ""), found))
    return found


def test_one_thing_is_led_to(staff: FlaskClient, owner: FlaskClient, receipt: str) -> None:
    assert send(staff, "/ops/search", q=receipt.lower()) == f"/ops/payment/{receipt}"
    assert send(staff, "/ops/search", q=PHONE) == f"/ops/payment/{receipt}"
    assert send(staff, "/ops/search", q=world.OWNER_PHONE).startswith("/ops/people/")
    assert send(owner, "/owner/search", q=f" {receipt} ") == f"/owner/fare/{receipt}"
    assert send(owner, "/owner/search", q="kzz-001a") == "/owner/vehicle/KZZ001A"


@pytest.mark.parametrize(("typed", "found"), [
    ("KZZ 001A", "KZZ 001A"), ("Ng'ang'a", "KZZ 001A"), ("KZZ", "KZZ 900Z"), ("haipo", "Haikupatikana"),
    ("<b>", "Haikupatikana"), ("%", "Haikupatikana"), ("*********678", "Haikupatikana"),
])  # fmt: skip
def test_more_are_listed(staff: FlaskClient, typed: str, found: str) -> None:
    assert found in ask(staff, "/ops/search", typed)


def test_nothing_of_others_is_found(other_owner: FlaskClient, receipt: str) -> None:
    for typed in (receipt, "KZZ 001A", PHONE):
        assert "KZZ 001A" not in ask(other_owner, "/owner/search", typed)


@pytest.mark.usefixtures("receipt")
@pytest.mark.parametrize("path", ["/ops/search", "/owner/search"])
def test_no_phone_number_is_in_an_address_or_a_log(
    staff: FlaskClient, owner: FlaskClient, connection: Connection, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    client = staff if path.startswith("/ops") else owner
    assert 'method="post" action="' + path in page(client, path.replace("search", ""))
    assert client.get(path, query_string={"q": PHONE}).status_code == 422, "a number in an address finds nothing"
    for typed in (PHONE, "+254712345678", "0712345678 jina"):
        answer = client.post(path, data={"csrf": csrf_of(client), "q": typed})
        assert "345678" not in answer.headers.get("Location", "") + answer.text.replace(" ", "")
    assert "345678" not in "".join(capfd.readouterr()).replace(" ", "")
    kept = "select string_agg(l::text, '') from audit.changes l where action in ('search', 'look_at', 'refused')"
    assert "345678" not in world.value(connection, kept)


def test_a_sacco_is_led_to_a_fare_of_its_own_only(
    seeded: SeededWorld, other_owner: FlaskClient, receipt: str, connection: Connection
) -> None:
    treasurer = seeded.browser("sacco_treasurer")
    place = f"/sacco/fare/{receipt}"
    assert send(treasurer, "/sacco/search", q=receipt) == place
    text = words(page(treasurer, place))
    assert "KZZ 001A" in text
    assert "Ada ya Lipa Fare" in text
    assert 'href="/owner' not in page(treasurer, place), "the pots are the owner's"
    grant = (
        "select access.grant_role(user_id, 'sacco_treasurer', 'sacco', %s) from accounts.users where phone_hash = %s"
    )
    somebody = phones.lookup_hash(phones.parse(world.OTHER_OWNER_PHONE) or "")
    connection.execute(grant, (seeded.names["their_sacco_id"], somebody))
    assert other_owner.get("/sacco/").status_code == 200
    assert other_owner.get(place).status_code == 404, "another SACCO's receipt"
    since = "update fleet.vehicles set in_sacco_since = %s where plate = 'KZZ 001A' returning true"
    before = world.value(connection, "select in_sacco_since from fleet.vehicles where plate = 'KZZ 001A'")
    world.value(connection, since, "tomorrow")
    assert treasurer.get(place).status_code == 404, "from before the vehicle came"
    world.value(connection, since, before)
