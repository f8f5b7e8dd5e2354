"""The web: parse to typed arguments, one database call, render. Begin with the table of doors below.

A handler knows no SQL, does no arithmetic on cents and takes no decision of business: what a call
means is written in db/functions/<actor>/<function>.sql. config: settings. db: the one way to the
database. columns: many values in one argument. release: which database this code needs. errors: codes
to words. i18n: texts in the reader's language. doors: who may pass. phones: sealing. strict_json: reading bodies.
"""

import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import RequestRedirect

from web import (
    config,
    db,
    dialling,
    doors,
    errors,
    health,
    i18n,
    limits,
    logs,
    metrics,
    pages,
    person_actions,
    phones,
    refusals,
    release,
    sources,
)
from web.crew import views as crew
from web.doors import Auth, Door, hang
from web.ops import configuration, people, privacy
from web.ops import views as operator
from web.owners import reset, second_factor, sign_in
from web.owners import sessions as my_sessions
from web.owners import views as owner
from web.sacco import views as sacco
from web.strict_json import MAX_BYTES
from web.telco import c2b, results, sms, stk, ussd

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# The table of doors. A route that isn't here does not exist.
# methods, path, handler, who may pass, actor (= blueprint = schema = database role; house: none)
DOORS = (
    Door("POST", "/telco/<token>/c2b/validation", c2b.validation, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/c2b/confirmation", c2b.confirmation, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/stk/<payment_ref>", stk.push_result, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/status/<ref>/result", results.status_result, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/status/<ref>/timeout", results.status_timeout, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/ussd", ussd.turn, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/ussd/end", ussd.end, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/sms/delivery", sms.delivery, Auth.TOKEN, "telco"),
    Door("POST", "/telco/<token>/sms/inbound", sms.inbound, Auth.TOKEN, "telco"),
    Door("GET", "/", sign_in.front_door, Auth.SESSION, "owners"),
    Door("GET", "/login", sign_in.login, Auth.PUBLIC, "owners"),
    Door("POST", "/login", sign_in.sign_in, Auth.PUBLIC, "owners", "sign_in"),
    Door("GET", "/reset", reset.forgotten, Auth.PUBLIC, "owners"),
    Door("POST", "/reset", reset.send_code, Auth.PUBLIC, "owners", "code"),
    Door("POST", "/reset/password", reset.set_password, Auth.PUBLIC, "owners", "sign_in"),
    Door("GET", "/sign-in/code", second_factor.ask_code, Auth.SESSION, "owners"),
    Door("POST", "/sign-in/code", second_factor.take_code, Auth.SESSION, "owners"),
    Door("POST", "/sign-in/phone", second_factor.send_phone_code, Auth.SESSION, "owners", "code"),
    Door("POST", "/sign-in/phone/code", second_factor.take_phone_code, Auth.SESSION, "owners"),
    Door("POST", "/sign-in/replace", second_factor.replace_app, Auth.SESSION, "owners"),
    Door("POST", "/sign-in/recovery", second_factor.take_recovery_code, Auth.SESSION, "owners"),
    Door("POST", "/logout", sign_in.sign_out, Auth.SESSION, "owners"),
    Door("POST", "/language", sign_in.choose_lang, Auth.PUBLIC, "owners"),
    Door("GET", "/sessions", my_sessions.sessions, Auth.SESSION, "owners"),
    Door("POST", "/sessions/end", my_sessions.end_session, Auth.SESSION, "owners"),
    Door("POST", "/sessions/devices/forget", my_sessions.forget_device, Auth.SESSION, "owners"),
    Door("GET", "/owner/", owner.home, Auth.SESSION, "owners"),
    Door("GET", "/owner/vehicle/<plate>", owner.vehicle, Auth.SESSION, "owners"),
    Door("GET", "/owner/fares", owner.fares, Auth.SESSION, "owners"),
    Door("GET", "/owner/fares.csv", owner.fares_csv, Auth.SESSION, "owners"),
    Door("GET", "/owner/fare/<receipt>", owner.fare, Auth.SESSION, "owners"),
    Door("GET", "/owner/wallets", owner.all_wallets, Auth.SESSION, "owners"),
    Door("GET", "/owner/wallets/<purpose>", owner.wallets, Auth.SESSION, "owners"),
    Door("GET", "/owner/wallet/<sub_wallet_id>", owner.wallet, Auth.SESSION, "owners"),
    Door("GET", "/ops/", operator.home, Auth.SESSION, "ops"),
    Door("GET", "/ops/suspense/<receipt>", operator.placement, Auth.SESSION, "ops"),
    Door("POST", "/ops/suspense/<receipt>", operator.assign_suspense, Auth.SESSION, "ops"),
    Door("POST", "/ops/outbox/<outbox_id>/retry", operator.retry_outbox, Auth.SESSION, "ops"),
    Door("POST", "/ops/callback/<callback_id>/retry", operator.retry_callback, Auth.SESSION, "ops"),
    Door("POST", "/ops/verification/<receipt>/ask", operator.ask_status_again, Auth.SESSION, "ops"),
    Door("POST", "/ops/alarms/<alarm_id>", operator.acknowledge_alarm, Auth.SESSION, "ops"),
    *(
        Door(method, f"/ops/{page}{more}", handler, Auth.SESSION, "ops", defaults={"page": page})
        for page in configuration.KINDS
        for method, more, handler in (
            ("GET", "", configuration.config_items),
            ("GET", "/<subject>", configuration.config_item),
            ("POST", "/<subject>", configuration.change_config),
        )
    ),
    Door("POST", "/ops/config/<change_id>", configuration.decide_config, Auth.SESSION, "ops"),
    Door("POST", "/ops/config/<change_id>/withdraw", configuration.withdraw_config, Auth.SESSION, "ops"),
    Door("GET", "/ops/privacy", privacy.privacy, Auth.SESSION, "ops"),
    Door("POST", "/ops/privacy/export", privacy.export_person, Auth.SESSION, "ops"),
    Door("POST", "/ops/privacy/consider", privacy.preview_erasure, Auth.SESSION, "ops"),
    Door("POST", "/ops/privacy/erase", privacy.erase_person, Auth.SESSION, "ops"),
    Door("GET", "/ops/people", people.people, Auth.SESSION, "ops"),
    Door("POST", "/ops/people", people.find_person, Auth.SESSION, "ops"),
    Door("POST", "/ops/people/new", people.register_person, Auth.SESSION, "ops"),
    Door("GET", "/ops/people/<user_id>", people.person, Auth.SESSION, "ops"),
    Door("GET", "/ops/people/<user_id>/<action>", person_actions.person_action, Auth.SESSION, "ops"),
    Door("POST", "/ops/people/<user_id>/<action>", person_actions.do_person_action, Auth.SESSION, "ops"),
    Door("GET", "/ops/changes/<change_id>", person_actions.role_change, Auth.SESSION, "ops"),
    Door("POST", "/ops/changes/<change_id>", person_actions.decide_role_change, Auth.SESSION, "ops"),
    Door("POST", "/ops/changes/<change_id>/withdraw", person_actions.withdraw_role_change, Auth.SESSION, "ops"),
    Door("GET", "/ops/audit-log", people.audit_log, Auth.SESSION, "ops"),
    Door("GET", "/c/<token>", crew.link, Auth.PUBLIC, "crew"),
    Door("POST", "/c/<token>", crew.open_link, Auth.PUBLIC, "crew", "sign_in"),
    Door("GET", "/crew/", crew.home, Auth.SESSION, "crew"),
    Door("POST", "/crew/trip", crew.start_trip, Auth.SESSION, "crew"),
    Door("POST", "/crew/trip/end", crew.end_trip, Auth.SESSION, "crew"),
    Door("GET", "/sacco/", sacco.home, Auth.SESSION, "sacco"),
    Door("GET", "/sacco/people", sacco.people, Auth.SESSION, "sacco"),
    Door("GET", "/sacco/people/<action>", person_actions.person_action, Auth.SESSION, "sacco"),
    Door("POST", "/sacco/people/<action>", person_actions.do_person_action, Auth.SESSION, "sacco"),
    Door("GET", "/sacco/changes/<change_id>", person_actions.role_change, Auth.SESSION, "sacco"),
    Door("POST", "/sacco/changes/<change_id>", person_actions.decide_role_change, Auth.SESSION, "sacco"),
    Door("POST", "/sacco/changes/<change_id>/withdraw", person_actions.withdraw_role_change, Auth.SESSION, "sacco"),
    Door("GET", "/healthz", health.healthz, Auth.PUBLIC, "house"),
    Door("GET", "/readyz", health.readyz, Auth.PUBLIC, "house"),
    Door("GET", "/metrics", health.figures, Auth.PUBLIC, "house"),
)

# No script, no frame, nothing from elsewhere; a form goes nowhere but here.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFETY = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_PORT = re.compile(r":[0-9]*\Z")
_MAPPED = re.compile(r"::ffff:[0-9]+(?:\.[0-9]+){3}", re.ASCII | re.IGNORECASE)
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The whole application, from the process's environment or from another that a test gives."""
    settings = config.load(environ)
    app = Flask("web", root_path=str(Path(__file__).parent))
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES + 1  # one more, so that a body cut off there is known to be
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BYTES
    app.extensions["lipa"] = settings
    app.extensions["lipa.hosts"] = _hosts(settings)
    app.extensions["lipa.release"] = release.here()
    logs.configure()
    db.configure(settings)
    phones.configure(settings)
    metrics.configure((door.path for door in DOORS), settings.metrics_dir)
    hang(app, DOORS)
    errors.register(app)
    i18n.init_app(app)
    pages.prepare(app)
    dialling.prepare(app)
    app.before_request(_begin)
    limits.prepare(app)
    app.after_request(sources.note)
    app.after_request(refusals.note)
    app.after_request(doors.tell_renewed)
    app.after_request(_finish)
    app.wsgi_app = _careful(app.wsgi_app)  # type: ignore[assignment, method-assign]
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _hosts(settings: config.Settings) -> frozenset[str]:
    """The names we answer to; any other Host header is a 400."""
    known = (urlsplit(url).hostname for url in (settings.url, settings.public_url))
    return frozenset(
        (
            "localhost",
            "127.0.0.1",
            "[::1]",
            *(host for host in known if host),
            *(host.lower() for host in settings.hosts),
        )
    )


def _careful(answer: "WSGIApplication") -> "WSGIApplication":
    """All that leaves makes a browser careful. Said here at once, because Flask looks at each header anew."""

    def answer_carefully(environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            return start_response(status, [*headers, *SAFETY], *exc_info)

        return answer(environ, start)

    return answer_carefully


def _begin() -> ResponseReturnValue | None:
    environ = request.environ
    environ["lipa.began"] = time.perf_counter()
    environ["lipa.request_id"] = os.urandom(8).hex()
    # Who listens for both kinds of addresses hears ::ffff:192.0.2.1 of the older: as the newer all are one network.
    came_from = request.remote_addr or ""
    if _MAPPED.fullmatch(came_from):
        request.remote_addr = came_from[7:]
    # Flask's own TRUSTED_HOSTS encodes every name twice a request, a tenth of an empty one's cost.
    hosts = current_app.extensions["lipa.hosts"]
    if _PORT.sub("", environ.get("HTTP_HOST", "localhost")).lower() not in hosts:
        abort(400)
    # Two more places where a host can be named. We read neither; whoever sends a foreign one hopes that somebody does.
    told = environ.get("HTTP_X_FORWARDED_HOST")
    if (told and _PORT.sub("", told).lower() not in hosts) or not environ.get("RAW_URI", "/").startswith("/"):
        abort(400)
    if isinstance(request.routing_exception, RequestRedirect):
        # /owner means /owner/: told by its path alone, because the hop before us may speak in clear.
        meant = urlsplit(request.routing_exception.new_url)
        path = "/" + meant.path.lstrip("/")
        return redirect(meant._replace(scheme="", netloc="", path=path).geturl(), request.routing_exception.code)
    return None


def _finish(response: Response) -> Response:
    """What depends on this answer: its id, the request's line in the log, and its count."""
    environ = request.environ
    began, request_id = environ.get("lipa.began"), environ.get("lipa.request_id", "")
    door = request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - began if began else 0.0
    headers = response.headers
    headers.add("X-Request-Id", request_id)
    if doors.is_secure():
        headers.add(*HSTS)
    if (response.content_type or "").startswith("text/html"):
        headers.setdefault("Cache-Control", "no-store")
    metrics.board.request(door, response.status_code, seconds)
    logs.access(door, response.status_code, seconds, request_id)
    return response
