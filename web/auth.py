"""Who may call a route: an operator with the callback token, a signed-in person, or anyone."""

import functools
import hmac
import ipaddress
from collections.abc import Callable
from enum import Enum
from typing import Any

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web import cookies, csrf, pages
from web.core import metrics
from web.core.config import Settings

Handler = Callable[..., ResponseReturnValue]


class Auth(Enum):
    """Who may call a route."""

    TOKEN = "token"  # noqa: S105 (an operator, by the secret in the path; anyone else gets a 404)
    SESSION = "session"  # a person: handler(session=…); the database decides whether the session is valid
    PUBLIC = "public"  # anyone; a posted form must come from our own site


class WrongTokenError(NotFound):
    """A call of an operator's route with a wrong token, or from an address that is not listed."""


def guard(auth: Auth, handler: Handler) -> Handler:
    """The handler behind the check of who calls."""
    return _GUARDS[auth](handler)


def _require_callback_token(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def guarded(token: str, **path: Any) -> ResponseReturnValue:
        settings: Settings = current_app.extensions["lipa"]
        if not _is_callback_token(token, settings.callback_tokens) or not _is_callback_source(settings):
            metrics.board.wrong_token()
            raise WrongTokenError
        return handler(**path)

    return guarded


def _require_session(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def guarded(**path: Any) -> ResponseReturnValue:
        session = cookies.session_token()
        if not session:
            return pages.redirect_to_login()
        csrf.check_form_of_session(session)
        return handler(session=session, **path)

    return guarded


def _allow_anyone(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def guarded(**path: Any) -> ResponseReturnValue:
        csrf.check_public_form()
        return handler(**path)

    return guarded


_GUARDS: dict[Auth, Callable[[Handler], Handler]] = {
    Auth.TOKEN: _require_callback_token,
    Auth.SESSION: _require_session,
    Auth.PUBLIC: _allow_anyone,
}


def _is_callback_token(given: str, tokens: tuple[str, ...]) -> bool:
    """Compare with every token (two while one is being replaced), in a time that does not depend on the result."""
    written = given.encode()
    return max([hmac.compare_digest(written, token.encode()) for token in tokens])


def _is_callback_source(settings: Settings) -> bool:
    return not settings.callback_sources or _is_listed(request.remote_addr or "", settings.callback_sources)


@functools.lru_cache(maxsize=1024)
def _is_listed(address: str, networks: tuple[Any, ...]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in network for network in networks)
    except ValueError:
        return False
