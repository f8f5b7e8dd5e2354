"""Flask without what it does for every request and none of ours needs; a fare passes here several times."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface
from werkzeug.datastructures import Headers
from werkzeug.routing import MapAdapter

from web.core.strict_json import MAX_BYTES


class LipaRequest(Request):
    """A request with our limits. Flask looks them up in the configuration, several times for each body."""

    max_content_length: int | None = MAX_BYTES + 1  # cut there, it is seen to be too long
    max_form_memory_size: int | None = MAX_BYTES


class Answer(Response):
    """A short answer to a machine. Its headers are as they were set: none names an address to be made absolute."""

    def get_wsgi_headers(self, environ: Any) -> Headers:
        del environ
        return self.headers


class _NoSessions(SessionInterface):
    """A person's session is a token that the database knows (web/cookies.py); Flask keeps none."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:
        del app, request
        return self._none


class LipaFlask(Flask):
    """Flask for handlers that are plain functions, on one host."""

    request_class = LipaRequest
    session_interface = _NoSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """None of ours is a coroutine. Flask would look at every function of every request for it."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Routes depend on path and method only: the middleware checks the host, and redirects name none.

        Flask would read the host twice and encode it for international names.
        """
        if request is None:
            return None
        return MapAdapter(
            self.url_map, "localhost", request.root_path, "", request.scheme, request.path, request.method,
            request.query_string.decode(errors="replace"),
        )  # fmt: skip
