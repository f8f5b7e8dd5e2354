"""The table of routes: every route is in it, and each admits only the callers that it names."""

import hmac
from urllib.parse import urlsplit

import pytest
import werkzeug
from flask import Flask, Response
from flask.testing import FlaskClient

import web
from db.tests.long import some
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
    """The database's answer to a valid message, and to the rate limit."""
    return "0" if function == "telco.validate_fare" else 0


def test_every_route_is_in_the_table(app: Flask) -> None:
    served = {(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules() if "static" not in rule.rule}
    table = {(door.path, f"{door.actor}.{door.handler.__name__}") for door in ROUTES}
    assert served == table


def test_every_address_of_the_contract_is_served() -> None:
    assert {door.path for door in ROUTES} >= CONTRACT


def test_operators_routes_and_no_others_need_the_token() -> None:
    for door in ROUTES:
        assert (door.auth is Auth.TOKEN) == door.path.startswith("/telco/<token>/") == (door.actor == "telco")


def test_only_these_routes_are_public() -> None:
    public = {door.path for door in ROUTES if door.auth is Auth.PUBLIC}
    assert public <= {"/", "/login", "/c/<token>", "/reset", "/reset/password", "/logout", "/language", "/verify",
                      "/healthz", "/readyz", "/metrics", "/privacy", "/terms", "/styleguide"}  # fmt: skip


@pytest.mark.parametrize("door", [door for door in ROUTES if door.auth is Auth.TOKEN], ids=lambda door: door.path)
@pytest.mark.parametrize("token", some([TOKEN[:-1], "wrong", TOKEN + "x", "ключ", TOKEN.upper(), "%00"], 3))
def test_wrong_token_is_404(client: FlaskClient, door: routes.Route, token: str) -> None:
    path = door.path.replace("<token>", token).replace("<", "").replace(">", "")
    answer = client.post(path, json={})
    nowhere = client.post("/no/such/place", json={})
    assert answer.status_code == 404
    assert {**answer.get_json(), "code": ""} == {**nowhere.get_json(), "code": ""}


@pytest.mark.parametrize("token", [TOKEN, NEXT_TOKEN])
def test_both_tokens_count_during_a_change(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setattr(db, "value", accepted)
    answer = client.post(f"/telco/{token}/c2b/validation", json={"TransAmount": "50"})
    assert answer.get_json()["ResultCode"] == "0"


def test_wrong_token_is_counted(client: FlaskClient) -> None:
    client.post("/telco/wrong/ussd")
    assert "lipa_wrong_token_total 1" in client.get("/metrics").text


def test_right_token_from_an_unlisted_address_is_404(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "value", accepted)
    client = web.create_app(environ | {"LIPA_CALLBACK_SOURCES": "196.201.214.0/24, 10.1.2.3"}).test_client()
    path = f"/telco/{TOKEN}/c2b/validation"
    for address, expected in [("196.201.214.200", 200), ("10.1.2.3", 200), ("196.201.213.1", 404), ("::1", 404),
                              ("::FFFF:196.201.214.200", 200), ("::ffff:196.201.213.1", 404), ("", 404),
                              ("unix:", 404)]:  # fmt: skip
        assert client.post(path, json={}, environ_base={"REMOTE_ADDR": address}).status_code == expected
    # Without a proxy of ours in front the header does not count.
    assert client.post(path, json={}, headers={"X-Forwarded-For": "10.1.2.3"}).status_code == 404


def test_address_seen_by_our_proxy_counts(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "value", accepted)
    environ |= {"LIPA_CALLBACK_SOURCES": "10.1.2.3", "LIPA_PROXY_HOPS": "1"}
    client = web.create_app(environ).test_client()
    path = f"/telco/{TOKEN}/c2b/validation"
    assert client.post(path, json={}, headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}).status_code == 200
    assert client.post(path, json={}, headers={"X-Forwarded-For": "10.1.2.3, 6.6.6.6"}).status_code == 404


@pytest.mark.parametrize("hops", [0, 1])
def test_forwarded_proto_counts_only_behind_our_proxy(environ: dict[str, str], hops: int) -> None:
    client = web.create_app(environ | {"LIPA_PROXY_HOPS": str(hops)}).test_client()
    headers = client.get("/healthz", headers={"X-Forwarded-Proto": "https"}).headers
    assert ("Strict-Transport-Security" in headers) == bool(hops)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:80:80", "", "localhost@evil", "10.0.3.7:8000"]
)
def test_foreign_host_header_is_refused_but_not_to_a_probe(client: FlaskClient, host: str) -> None:
    """A load balancer calls each server by its address."""
    assert client.get("/login", headers={"Host": host}).status_code == 400
    for probe, status in (("/healthz", 200), ("/readyz", 503), ("/metrics", 200)):
        for header in ("Host", "X-Forwarded-Host"):
            assert client.get(probe, headers={header: host}).status_code == status


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "fare.example.org", "Fare.Example.ORG", "10.0.0.9"]
)
def test_our_host_names_are_accepted(environ: dict[str, str], host: str) -> None:
    environ |= {"LIPA_PUBLIC_URL": "https://fare.example.org", "LIPA_HOSTS": "10.0.0.9"}
    assert web.create_app(environ).test_client().get("/login", headers={"Host": host}).status_code == 200


def test_every_answer_has_security_headers(client: FlaskClient) -> None:
    for path in ("/healthz", "/no/such/place"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src" not in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers
    assert "Strict-Transport-Security" in client.get("/healthz", base_url="https://localhost").headers


def test_production_behind_nginx_is_tls(environ: dict[str, str]) -> None:
    """TLS ends before nginx, which sends X-Forwarded-Proto: http."""
    host = urlsplit(PRODUCTION["LIPA_PUBLIC_URL"]).netloc
    client = web.create_app(environ | PRODUCTION | {"LIPA_PROXY_HOPS": "1"}).test_client()
    hop = {"Host": host, "X-Forwarded-Proto": "http", "X-Forwarded-For": "203.0.113.9"}
    assert client.get("/healthz", headers=hop).headers["Strict-Transport-Security"].startswith("max-age=31536000")
    form = {"lang": "en", "next": "/login"}
    ours = {**hop, "Origin": f"https://{host}"}
    answer = client.post("/language", data=form, headers={**ours, "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    assert "Secure" in answer.headers["Set-Cookie"]
    assert client.post("/language", data=form, headers={**hop, "Origin": f"http://{host}"}).status_code == 403
    assert "Secure" in client.post("/logout", headers=ours).headers["Set-Cookie"], "the cookie that ends the session"
    for path, redirect in (("/owner", "/owner/"), ("/ops//people", "/ops/people"),
                           ("/owner?on=2026-11-22", "/owner/?on=2026-11-22")):  # fmt: skip
        answer = client.get(path, headers=hop)
        assert (answer.status_code, answer.headers["Location"]) == (308, redirect), "relative, so it stays under TLS"


def cookie_parts(answer: werkzeug.Response) -> set[str]:
    return {part.strip() for part in answer.headers["Set-Cookie"].split(";")}


def test_session_cookie_ends_with_the_browser_and_device_cookie_after_a_year(app: Flask) -> None:
    kept = {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"}
    with app.test_request_context(base_url="https://localhost"):
        session, device = Response(), Response()
        cookies.set_session(session, "s")
        cookies.set_device(device, "d")
    assert cookie_parts(session) == {"__Host-lipa_session=s", *kept}
    parts = {part for part in cookie_parts(device) if not part.startswith("Expires=")}
    assert parts == {"__Host-lipa_device=d", "Max-Age=31536000", *kept}


def test_language_cookie_is_protected_and_a_known_language(client: FlaskClient) -> None:
    answer = client.post("/language", data={"lang": "en"}, base_url="https://localhost")
    assert cookie_parts(answer) >= {"lipa_lang=en", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"}
    assert "Secure" not in client.post("/language", data={"lang": "en"}).headers["Set-Cookie"]
    for lang in ("", "fr", "en; Domain=evil.example"):
        assert "Set-Cookie" not in client.post("/language", data={"lang": lang}).headers


def test_other_method_of_a_route_is_405(client: FlaskClient) -> None:
    answer = client.get(f"/telco/{TOKEN}/c2b/confirmation")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_token_comparison_takes_as_long_for_a_near_miss() -> None:
    token = "a" * 4000

    def compare(given: str) -> None:
        for _ in range(50):
            auth._is_callback_token(given, (token,))

    assert take_as_long(lambda: compare("b" + "a" * 3999), lambda: compare("a" * 3999 + "b"), most=1.5, tries=30)


def test_secrets_are_compared_in_constant_time_with_all_valid_ones(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that stops at the first difference or the first match reveals it by its time."""
    compare, compared = hmac.compare_digest, []

    def record(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return compare(one, other)

    monkeypatch.setattr(hmac, "compare_digest", record)
    assert auth._is_callback_token("first", ("first", "second"))
    assert compared == [b"first", b"second"]
    with app.test_request_context():
        word = csrf._token_of("s").encode()
        assert csrf._is_token(word, "s")
    assert compared[2:] == [word]


class TestForms:
    """Forms are accepted only from our own pages; with a session only with the page's CSRF token."""

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

    def test_without_a_session_the_answer_redirects_to_sign_in(self, person: FlaskClient) -> None:
        answer = person.get("/owner")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=%2Fowner")

    def test_form_needs_its_csrf_token(self, person: FlaskClient) -> None:
        person.set_cookie(cookies.SESSION_COOKIE, "one")
        assert person.get("/owner").text == "one"
        with person.application.test_request_context(headers={"Cookie": f"{cookies.SESSION_COOKIE}=one"}):
            word = csrf.csrf_token()
        assert person.post("/owner", data={"csrf": word}).status_code == 200
        assert person.post("/owner").status_code == 403
        assert person.post("/owner", data={"csrf": "ф" * 64}).status_code == 403
        person.set_cookie(cookies.SESSION_COOKIE, "another")
        assert person.post("/owner", data={"csrf": word}).status_code == 403

    @pytest.mark.parametrize(("header", "value"), [
        ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site")
    ])  # fmt: skip
    def test_form_from_another_site_is_refused(self, person: FlaskClient, header: str, value: str) -> None:
        assert person.post("/login", headers={header: value}).status_code == 403

    def test_form_from_our_own_page_is_accepted(self, person: FlaskClient) -> None:
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        assert person.post("/login", headers=headers).status_code == 200


def named(door: routes.Route) -> auth.Handler:
    door.handler.__name__ = door.path.strip("/")
    return door.handler
