"""What a door is, and who may pass it: the operator's token, a person's session, or anybody."""

import functools
import hmac
import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound

from web.core import metrics
from web.core.config import Settings

SESSION_COOKIE = "lipa_session"
DEVICE_COOKIE = "lipa_device"
RENEWED = "lipa.renewed"
DEVICE_SECONDS = 365 * 24 * 3600
CSRF_FIELD = "csrf"
_WORD = re.compile("[0-9a-f]{64}")  # as csrf_token makes them
TURNED_AWAY = "lipa.turned_away"  # in the request's environ: why, for web/audit_refusals.py

Handler = Callable[..., ResponseReturnValue]


class Auth(Enum):
    """Who may pass."""

    TOKEN = "token"  # noqa: S105 (an operator, by the shared secret in the path; else 404)
    SESSION = "session"  # a person: handler(session=…); whether it is still good, the database says
    PUBLIC = "public"  # anybody; a posted form must come from one of our own pages


class WrongTokenError(NotFound):
    """A call at an operators' door with a wrong token, or from an address that isn't listed."""


class StaleFormError(Forbidden):
    """A form of a page from before the session was renewed: sent from here, with a word such as ours."""


class Route(NamedTuple):
    """One row of the table: the actor is the blueprint, the schema and the database role in one word.

    act: which of config.rate_limits it is counted under, where that is neither page nor form.
    defaults: arguments of the handler that the path has no place for; so one handler serves several paths.
    """

    methods: str
    path: str
    handler: Handler
    auth: Auth
    actor: str
    act: str = ""
    defaults: Mapping[str, str] = MappingProxyType({})


def register_routes(app: Flask, doors: Iterable[Route]) -> None:
    """Register every door under its actor's blueprint, behind its guard. Endpoint: actor.handler_name."""
    blueprints: dict[str, Blueprint] = {}
    views: dict[str, Handler] = {}
    table: dict[str, Route] = app.extensions.setdefault("lipa.routes", {})
    for door in doors:
        endpoint = f"{door.actor}.{door.handler.__name__}"
        table[endpoint] = door
        if endpoint not in views:
            views[endpoint] = _GUARDS[door.auth](door.handler)
        blueprint = blueprints.setdefault(door.actor, Blueprint(door.actor, "web"))
        blueprint.add_url_rule(
            door.path,
            endpoint=door.handler.__name__,
            view_func=views[endpoint],
            methods=door.methods.split(),
            defaults=dict(door.defaults),
            # Flask would answer OPTIONS before the guard: 200 to whoever asks, also at an operators' door.
            provide_automatic_options=False,
        )
    for blueprint in blueprints.values():
        app.register_blueprint(blueprint)
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    """For the hidden field `csrf` of every form a signed-in person posts."""
    return _csrf_of(session_token())


def turned_away(why: str) -> None:
    """Leave word that this request was refused before, or undone after, a door could write it down."""
    request.environ[TURNED_AWAY] = why


def is_secure() -> bool:
    """Does the browser speak TLS? In production always, though the last hop before us may speak in clear."""
    return request.is_secure or _settings().mode == "production"


def session_token() -> str:
    """The token that the browser came with, or that it gets with this answer; '' when it has none."""
    renewed: str = request.environ.get(RENEWED, "")
    return renewed or request.cookies.get(_named(SESSION_COOKIE), "")


def renew_session(session: str) -> None:
    """From now on this is the browser's token, whatever becomes of the request; it is told with the answer."""
    request.environ[RENEWED] = session


def tell_renewed(response: Response) -> Response:
    """After every request: the new token, if there is one."""
    if request.environ.get(RENEWED):
        set_session(response, request.environ[RENEWED])
    return response


def device_token() -> str:
    """What says that somebody signed in with this browser before; '' when nobody did."""
    return request.cookies.get(_named(DEVICE_COOKIE), "")


def _named(cookie: str) -> str:
    """Behind TLS under a name that browsers take from this very host only: no neighbour of ours can plant one."""
    return f"__Host-{cookie}" if is_secure() else cookie


def set_session(response: Response, session: str) -> None:
    """Give the browser its session token; '' takes it away."""
    response.set_cookie(
        _named(SESSION_COOKIE), session, max_age=None if session else 0,
        httponly=True, samesite="Lax", secure=is_secure(), path="/",
    )  # fmt: skip


def set_device(response: Response, device: str) -> None:
    """Give the browser a token that says only that somebody signed in with it before; it opens nothing."""
    response.set_cookie(
        _named(DEVICE_COOKIE), device, max_age=DEVICE_SECONDS,
        httponly=True, samesite="Lax", secure=is_secure(), path="/",
    )  # fmt: skip


def address(path: str, /, **query: str) -> str:
    """A path of ours with its query; what is empty stays out of it."""
    written = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{written}" if written else path


def to_login() -> Response:
    """Nobody is signed in, or no longer: to the form, and from there back to where they were going."""
    if request.method == "POST" and session_token():
        # Perhaps the second of two clicks, and the answer to the first brings a new token: that one stays.
        # Whether there is one, the front door finds out.
        return make_response(redirect("/", 303))
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    response = make_response(redirect(address("/login", next="" if back == "/" else back), 303))
    set_session(response, "")
    return response


def to_second_factor() -> Response:
    """Asked for a code; from there back to the page, or to the page whose form was sent."""
    back = request.full_path.rstrip("?") if request.method == "GET" else page_before()
    return make_response(redirect(address("/sign-in/code", next="" if back == "/" else back), 303))


def page_before() -> str:
    """The path of the page that a form stood on, as the browser says it and if it is of this host; '' when it isn't."""
    try:
        told = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # half an IPv6 address
        return ""
    return told._replace(scheme="", netloc="", fragment="").geturl() if told.netloc == request.host else ""


def _settings() -> Settings:
    settings: Settings = current_app.extensions["lipa"]
    return settings


def _behind_token(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def guarded(token: str, **path: Any) -> ResponseReturnValue:
        settings = _settings()
        if not _is_token(token, settings.callback_tokens) or not _is_source(settings):
            metrics.board.wrong_token()
            raise WrongTokenError
        return handler(**path)

    return guarded


def _is_token(given: str, tokens: tuple[str, ...]) -> bool:
    """Compare with all (two while one is being replaced), in a time that tells nothing."""
    written = given.encode()
    return max([hmac.compare_digest(written, token.encode()) for token in tokens])


def _is_source(settings: Settings) -> bool:
    return not settings.callback_sources or _is_listed(request.remote_addr or "", settings.callback_sources)


@functools.lru_cache(maxsize=1024)
def _is_listed(address: str, networks: tuple[Any, ...]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in network for network in networks)
    except ValueError:
        return False


def _behind_session(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def guarded(**path: Any) -> ResponseReturnValue:
        session = session_token()
        if not session:
            return to_login()
        given = request.form.get(CSRF_FIELD, "")
        if request.method not in ("GET", "HEAD") and not (_is_from_us() and _is_csrf(given.encode(), session)):
            turned_away("form")
            if _is_from_us() and _WORD.fullmatch(given):
                raise StaleFormError
            abort(403)
        return handler(session=session, **path)

    return guarded


def _for_anybody(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def guarded(**path: Any) -> ResponseReturnValue:
        if request.method not in ("GET", "HEAD") and not _is_from_us():
            turned_away("form")
            abort(403)
        return handler(**path)

    return guarded


def _is_from_us() -> bool:
    """A browser says where a form comes from; what says nothing is no browser and holds no cookie of a person."""
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    here = f"{'https' if is_secure() else 'http'}://{request.host}"
    return site in ("", "same-origin", "none") and origin in ("", here)


def _is_csrf(given: bytes, session: str) -> bool:
    """Made with our secret, or with the one before it: a form that was open while it was changed is still good."""
    before = _settings().web_secret_before
    good = [_csrf_of(session), _csrf_of(session, before)] if before else [_csrf_of(session)]
    return max([hmac.compare_digest(given, word.encode()) for word in good])


def _csrf_of(session: str, secret: bytes = b"") -> str:
    return hmac.digest(secret or _settings().web_secret, b"csrf:" + session.encode(), "sha256").hex()


_GUARDS: dict[Auth, Callable[[Handler], Handler]] = {
    Auth.TOKEN: _behind_token,
    Auth.SESSION: _behind_session,
    Auth.PUBLIC: _for_anybody,
}
