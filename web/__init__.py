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

from web import audit_refusals, callback_sources, doors, errors, health, i18n, pages, person_actions, rate_limits
from web.account import password_reset, second_factor, sign_in
from web.account import sessions as my_sessions
from web.callbacks import c2b, sms, status_results, stk, ussd
from web.core import config, db, live_settings, logs, metrics, release
from web.core.strict_json import MAX_BYTES
from web.crew import views as crew
from web.doors import Auth, Route, register_routes
from web.ops import configuration, people, privacy
from web.ops import views as operator
from web.owners import views as owner
from web.sacco import views as sacco
from web.security import phones

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# The table of doors. A route that isn't here does not exist.
# methods, path, handler, who may pass, actor (= blueprint = schema = database role; seeded: none)
ROUTES = (
    Route("POST", "/telco/<token>/c2b/validation", c2b.validation, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/c2b/confirmation", c2b.confirmation, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/stk/<payment_ref>", stk.push_result, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/status/<ref>/result", status_results.status_result, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/status/<ref>/timeout", status_results.status_timeout, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/ussd", ussd.turn, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/ussd/end", ussd.end, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/sms/delivery", sms.delivery, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/sms/inbound", sms.inbound, Auth.TOKEN, "telco"),
    Route("GET", "/", sign_in.front_door, Auth.SESSION, "owners"),
    Route("GET", "/login", sign_in.login, Auth.PUBLIC, "owners"),
    Route("POST", "/login", sign_in.sign_in, Auth.PUBLIC, "owners", "sign_in"),
    Route("GET", "/reset", password_reset.forgotten, Auth.PUBLIC, "owners"),
    Route("POST", "/reset", password_reset.send_code, Auth.PUBLIC, "owners", "code"),
    Route("POST", "/reset/password", password_reset.set_password, Auth.PUBLIC, "owners", "sign_in"),
    Route("GET", "/sign-in/code", second_factor.ask_code, Auth.SESSION, "owners"),
    Route("POST", "/sign-in/code", second_factor.take_code, Auth.SESSION, "owners"),
    Route("POST", "/sign-in/phone", second_factor.send_phone_code, Auth.SESSION, "owners", "code"),
    Route("POST", "/sign-in/phone/code", second_factor.take_phone_code, Auth.SESSION, "owners"),
    Route("POST", "/sign-in/replace", second_factor.replace_app, Auth.SESSION, "owners"),
    Route("POST", "/sign-in/recovery", second_factor.take_recovery_code, Auth.SESSION, "owners"),
    Route("POST", "/logout", sign_in.sign_out, Auth.SESSION, "owners"),
    Route("POST", "/language", sign_in.choose_lang, Auth.PUBLIC, "owners"),
    Route("GET", "/sessions", my_sessions.sessions, Auth.SESSION, "owners"),
    Route("POST", "/sessions/end", my_sessions.end_session, Auth.SESSION, "owners"),
    Route("POST", "/sessions/devices/forget", my_sessions.forget_device, Auth.SESSION, "owners"),
    Route("GET", "/owner/", owner.home, Auth.SESSION, "owners"),
    Route("GET", "/owner/vehicle/<plate>", owner.vehicle, Auth.SESSION, "owners"),
    Route("GET", "/owner/fares", owner.fares, Auth.SESSION, "owners"),
    Route("GET", "/owner/fares.csv", owner.fares_csv, Auth.SESSION, "owners"),
    Route("GET", "/owner/fare/<receipt>", owner.fare, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallets", owner.all_wallets, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallets/<purpose>", owner.wallets, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallet/<sub_wallet_id>", owner.wallet, Auth.SESSION, "owners"),
    Route("GET", "/ops/", operator.home, Auth.SESSION, "ops"),
    Route("GET", "/ops/suspense/<receipt>", operator.placement, Auth.SESSION, "ops"),
    Route("POST", "/ops/suspense/<receipt>", operator.assign_suspense, Auth.SESSION, "ops"),
    Route("POST", "/ops/outbox/<outbox_id>/retry", operator.retry_outbox, Auth.SESSION, "ops"),
    Route("POST", "/ops/callback/<callback_id>/retry", operator.retry_callback, Auth.SESSION, "ops"),
    Route("POST", "/ops/verification/<receipt>/ask", operator.ask_status_again, Auth.SESSION, "ops"),
    Route("POST", "/ops/alarms/<alarm_id>", operator.acknowledge_alarm, Auth.SESSION, "ops"),
    *(
        Route(method, f"/ops/{page}{more}", handler, Auth.SESSION, "ops", defaults={"page": page})
        for page in configuration.KINDS
        for method, more, handler in (
            ("GET", "", configuration.config_items),
            ("GET", "/<subject>", configuration.config_item),
            ("POST", "/<subject>", configuration.change_config),
        )
    ),
    Route("POST", "/ops/config/<change_id>", configuration.decide_config, Auth.SESSION, "ops"),
    Route("POST", "/ops/config/<change_id>/withdraw", configuration.withdraw_config, Auth.SESSION, "ops"),
    Route("GET", "/ops/privacy", privacy.privacy, Auth.SESSION, "ops"),
    Route("POST", "/ops/privacy/export", privacy.export_person, Auth.SESSION, "ops"),
    Route("POST", "/ops/privacy/consider", privacy.preview_erasure, Auth.SESSION, "ops"),
    Route("POST", "/ops/privacy/erase", privacy.erase_person, Auth.SESSION, "ops"),
    Route("GET", "/ops/people", people.people, Auth.SESSION, "ops"),
    Route("POST", "/ops/people", people.find_person, Auth.SESSION, "ops"),
    Route("POST", "/ops/people/new", people.register_person, Auth.SESSION, "ops"),
    Route("GET", "/ops/people/<user_id>", people.person, Auth.SESSION, "ops"),
    Route("GET", "/ops/people/<user_id>/<action>", person_actions.person_action, Auth.SESSION, "ops"),
    Route("POST", "/ops/people/<user_id>/<action>", person_actions.do_person_action, Auth.SESSION, "ops"),
    Route("GET", "/ops/changes/<change_id>", person_actions.role_change, Auth.SESSION, "ops"),
    Route("POST", "/ops/changes/<change_id>", person_actions.decide_role_change, Auth.SESSION, "ops"),
    Route("POST", "/ops/changes/<change_id>/withdraw", person_actions.withdraw_role_change, Auth.SESSION, "ops"),
    Route("GET", "/ops/audit-log", people.audit_log, Auth.SESSION, "ops"),
    Route("GET", "/c/<token>", crew.link, Auth.PUBLIC, "crew"),
    Route("POST", "/c/<token>", crew.open_link, Auth.PUBLIC, "crew", "sign_in"),
    Route("GET", "/crew/", crew.home, Auth.SESSION, "crew"),
    Route("POST", "/crew/trip", crew.start_trip, Auth.SESSION, "crew"),
    Route("POST", "/crew/trip/end", crew.end_trip, Auth.SESSION, "crew"),
    Route("GET", "/sacco/", sacco.home, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/people", sacco.people, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/people/<action>", person_actions.person_action, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/people/<action>", person_actions.do_person_action, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/changes/<change_id>", person_actions.role_change, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/changes/<change_id>", person_actions.decide_role_change, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/changes/<change_id>/withdraw", person_actions.withdraw_role_change, Auth.SESSION, "sacco"),
    Route("GET", "/healthz", health.healthz, Auth.PUBLIC, "seeded"),
    Route("GET", "/readyz", health.readyz, Auth.PUBLIC, "seeded"),
    Route("GET", "/metrics", health.figures, Auth.PUBLIC, "seeded"),
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
    metrics.configure((door.path for door in ROUTES), settings.metrics_dir)
    register_routes(app, ROUTES)
    errors.register(app)
    i18n.init_app(app)
    pages.prepare(app)
    live_settings.prepare(app)
    app.before_request(_begin)
    rate_limits.prepare(app)
    app.after_request(callback_sources.note)
    app.after_request(audit_refusals.note)
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
