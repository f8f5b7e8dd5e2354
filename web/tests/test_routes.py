"""The table of doors: every route is in it, each says who may pass, and nobody else does."""

import hmac
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

import web
from web import auth, cookies, csrf, routes
from web.auth import Auth
from web.core import db
from web.routes import ROUTES
from web.tests.conftest import NEXT_TOKEN, TOKEN
from web.tests.core.test_config import PRODUCTION
from web.tests.stopwatch import take_as_long

CONTRACT = {
    "/telco/<token>/c2b/validation", "/telco/<token>/c2b/confirmation", "/telco/<token>/stk/<payment_ref>",
    "/telco/<token>/status/<ref>/result", "/telco/<token>/status/<ref>/timeout",
    "/telco/<token>/ussd", "/telco/<token>/ussd/end", "/telco/<token>/sms/delivery", "/telco/<token>/sms/inbound",
    "/healthz", "/readyz", "/metrics",
}  # fmt: skip


def accepted(function: str, **arguments: object) -> object:
    """What the database says to a good message: validation is "0", and nobody has to wait."""
    return "0" if function == "telco.validate_fare" else 0


def test_every_route_stands_in_the_table_of_doors(app: Flask) -> None:
    routes = {(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    table = {(door.path, f"{door.actor}.{door.handler.__name__}") for door in ROUTES}
    assert routes == table


def test_every_address_of_the_contract_is_there() -> None:
    assert {door.path for door in ROUTES} >= CONTRACT


def test_every_operators_door_and_no_other_is_behind_the_token() -> None:
    for door in ROUTES:
        assert (door.auth is Auth.TOKEN) == door.path.startswith("/telco/<token>/") == (door.actor == "telco")


def test_every_persons_door_but_the_public_ones_is_behind_a_session() -> None:
    public = {door.path for door in ROUTES if door.auth is Auth.PUBLIC}
    assert public <= {
        "/",
        "/login",
        "/c/<token>",
        "/reset",
        "/reset/password",
        "/logout",
        "/language",
        "/verify",
        "/healthz",
        "/readyz",
        "/metrics",
    }


@pytest.mark.parametrize("door", [door for door in ROUTES if door.auth is Auth.TOKEN], ids=lambda door: door.path)
@pytest.mark.parametrize("token", ["wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "ключ", "%00"])
def test_a_wrong_token_finds_nothing(client: FlaskClient, door: routes.Route, token: str) -> None:
    path = door.path.replace("<token>", token).replace("<", "").replace(">", "")
    answer = client.post(path, json={})
    nowhere = client.post("/no/such/place", json={})
    assert answer.status_code == 404
    assert {**answer.get_json(), "code": ""} == {**nowhere.get_json(), "code": ""}


@pytest.mark.parametrize("token", [TOKEN, NEXT_TOKEN])
def test_while_a_token_is_replaced_both_are_good(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setattr(db, "value", accepted)
    answer = client.post(f"/telco/{token}/c2b/validation", json={"TransAmount": "50"})
    assert answer.get_json()["ResultCode"] == "0"


def test_the_wrong_token_is_counted(client: FlaskClient) -> None:
    client.post("/telco/wrong/ussd")
    assert "lipa_wrong_token_total 1" in client.get("/metrics").text


def test_the_right_token_from_a_foreign_address_finds_nothing_where_addresses_are_listed(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "value", accepted)
    client = web.create_app(environ | {"LIPA_CALLBACK_SOURCES": "196.201.214.0/24, 10.1.2.3"}).test_client()
    path = f"/telco/{TOKEN}/c2b/validation"
    for address, expected in [("196.201.214.200", 200), ("10.1.2.3", 200), ("196.201.213.1", 404), ("::1", 404),
                              ("::FFFF:196.201.214.200", 200), ("::ffff:196.201.213.1", 404), ("", 404), ("unix:", 404)]:  # fmt: skip
        assert client.post(path, json={}, environ_base={"REMOTE_ADDR": address}).status_code == expected
    # A header is no address: without a proxy of our own in front, nobody's word is taken for it.
    spoofed = client.post(path, json={}, headers={"X-Forwarded-For": "10.1.2.3"})
    assert spoofed.status_code == 404


def test_behind_one_proxy_of_ours_the_address_it_saw_counts(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "value", accepted)
    environ |= {"LIPA_CALLBACK_SOURCES": "10.1.2.3", "LIPA_PROXY_HOPS": "1"}
    client = web.create_app(environ).test_client()
    path = f"/telco/{TOKEN}/c2b/validation"
    assert client.post(path, json={}, headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}).status_code == 200
    assert client.post(path, json={}, headers={"X-Forwarded-For": "10.1.2.3, 6.6.6.6"}).status_code == 404


@pytest.mark.parametrize("hops", [0, 1])
def test_behind_one_proxy_of_ours_the_browser_speaks_tls_when_it_says_so(environ: dict[str, str], hops: int) -> None:
    client = web.create_app(environ | {"LIPA_PROXY_HOPS": str(hops)}).test_client()
    headers = client.get("/healthz", headers={"X-Forwarded-Proto": "https"}).headers
    assert ("Strict-Transport-Security" in headers) == bool(hops), "and nobody else's word is taken for it"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost:80:80", "", "localhost@evil"])
def test_a_foreign_host_header_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "fare.example.org", "Fare.Example.ORG", "10.0.0.9"]
)
def test_our_own_names_are_answered(environ: dict[str, str], host: str) -> None:
    environ |= {"LIPA_PUBLIC_URL": "https://fare.example.org", "LIPA_HOSTS": "10.0.0.9"}
    assert web.create_app(environ).test_client().get("/healthz", headers={"Host": host}).status_code == 200


def test_every_answer_makes_a_browser_careful(client: FlaskClient) -> None:
    for path in ("/healthz", "/no/such/place"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src" not in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers
    assert "Strict-Transport-Security" in client.get("/healthz", base_url="https://localhost").headers


def test_in_production_a_browser_speaks_tls_whatever_the_last_hop_does(environ: dict[str, str]) -> None:
    """TLS ends before our own nginx, which asks us in clear and says so."""
    host = urlsplit(PRODUCTION["LIPA_PUBLIC_URL"]).netloc
    client = web.create_app(environ | PRODUCTION | {"LIPA_PROXY_HOPS": "1"}).test_client()
    hop = {"Host": host, "X-Forwarded-Proto": "http", "X-Forwarded-For": "203.0.113.9"}
    assert client.get("/healthz", headers=hop).headers["Strict-Transport-Security"].startswith("max-age=31536000")
    form = {"lang": "en", "next": "/login"}
    ours = client.post(
        "/language", data=form, headers={**hop, "Origin": f"https://{host}", "Sec-Fetch-Site": "same-origin"}
    )
    assert ours.status_code == 303
    assert "Secure" in ours.headers["Set-Cookie"]
    assert client.post("/language", data=form, headers={**hop, "Origin": f"http://{host}"}).status_code == 403
    gone = client.post("/logout", headers={**hop, "Origin": f"https://{host}"})
    assert "Secure" in gone.headers["Set-Cookie"], "the session's cookie, here on its way out"
    for nearly, meant in (
        ("/owner", "/owner/"),
        ("/ops//people", "/ops/people"),
        ("/owner?on=2026-11-22", "/owner/?on=2026-11-22"),
    ):
        led = client.get(nearly, headers=hop)
        assert (led.status_code, led.headers["Location"]) == (308, meant), "nobody is led out of TLS"


def test_a_session_ends_with_the_browser_and_a_device_stays_a_year(app: Flask) -> None:
    kept = {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"}
    with app.test_request_context(base_url="https://localhost"):
        session, device = Response(), Response()
        cookies.set_session(session, "s")
        cookies.set_device(device, "d")
    said = {part.strip() for part in session.headers["Set-Cookie"].split(";")}
    assert said == {"__Host-lipa_session=s", *kept}
    said = {part.strip() for part in device.headers["Set-Cookie"].split(";")}
    assert {part for part in said if not part.startswith("Expires=")} == {
        "__Host-lipa_device=d",
        "Max-Age=31536000",
        *kept,
    }


def test_the_language_is_kept_from_scripts_and_other_sites_and_is_one_of_ours(client: FlaskClient) -> None:
    cookie = client.post("/language", data={"lang": "en"}, base_url="https://localhost").headers["Set-Cookie"]
    assert {part.strip() for part in cookie.split(";")} >= {
        "lipa_lang=en",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/",
    }
    assert "Secure" not in client.post("/language", data={"lang": "en"}).headers["Set-Cookie"]
    for lang in ("", "fr", "en; Domain=evil.example"):
        assert "Set-Cookie" not in client.post("/language", data={"lang": lang}).headers


def test_one_method_of_a_door_is_not_another(client: FlaskClient) -> None:
    answer = client.get(f"/telco/{TOKEN}/c2b/confirmation")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    overridden = client.get(f"/telco/{TOKEN}/c2b/confirmation", headers={"X-HTTP-Method-Override": "POST"})
    assert overridden.status_code == 405


def test_token_comparison_takes_as_long_for_a_near_miss_as_for_a_far_one() -> None:
    token = "a" * 4000

    def compared(given: str) -> None:
        for _ in range(50):
            auth._is_callback_token(given, (token,))

    assert take_as_long(lambda: compared("b" + "a" * 3999), lambda: compared("a" * 3999 + "b"), most=1.5, tries=30)


def test_every_secret_is_compared_whole_and_with_all_that_are_good(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops at the first byte that differs, or at the first secret that fits, tells of it by its time."""
    compare, compared = hmac.compare_digest, []

    def noted(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return compare(one, other)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    assert auth._is_callback_token("first", ("first", "second"))
    assert compared == [b"first", b"second"]
    with app.test_request_context():
        word = csrf._token_of("s").encode()
        assert csrf._is_token(word, "s")
    assert compared[2:] == [word]


class TestFormsOfPeople:
    """Forms: only from our own pages, and a signed-in person's only with the page's own word."""

    @pytest.fixture
    def person(self, environ: dict[str, str]) -> FlaskClient:
        app = Flask("people")
        app.extensions["lipa"] = web.create_app(environ).extensions["lipa"]
        table = (
            routes.Route("GET POST", "/owner", lambda session: session, Auth.SESSION, "owners"),
            routes.Route("GET POST", "/login", lambda: "sign in", Auth.PUBLIC, "people"),
        )
        routes.register_routes(app, [door._replace(handler=named(door)) for door in table])
        return app.test_client()

    def test_without_a_session_one_is_sent_to_sign_in(self, person: FlaskClient) -> None:
        answer = person.get("/owner")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=%2Fowner")

    def test_a_form_needs_the_word_of_its_page(self, person: FlaskClient) -> None:
        person.set_cookie(cookies.SESSION_COOKIE, "one")
        assert person.get("/owner").text == "one"
        with person.application.test_request_context(headers={"Cookie": f"{cookies.SESSION_COOKIE}=one"}):
            word = csrf.csrf_token()
        assert person.post("/owner", data={"csrf": word}).status_code == 200
        assert person.post("/owner").status_code == 403
        assert person.post("/owner", data={"csrf": "ф" * 64}).status_code == 403
        person.set_cookie(cookies.SESSION_COOKIE, "another")
        assert person.post("/owner", data={"csrf": word}).status_code == 403

    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                    {"Sec-Fetch-Site": "same-site"}]
    )  # fmt: skip
    def test_a_form_from_elsewhere_is_refused(self, person: FlaskClient, headers: dict[str, str]) -> None:
        assert person.post("/login", headers=headers).status_code == 403

    def test_a_form_from_our_own_page_is_taken(self, person: FlaskClient) -> None:
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        assert person.post("/login", headers=headers).status_code == 200


def named(door: routes.Route) -> auth.Handler:
    """A handler of its own name for a path, as the table needs."""
    door.handler.__name__ = door.path.strip("/")
    return door.handler
