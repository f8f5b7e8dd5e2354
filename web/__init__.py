"""The web: parse a request to typed arguments, make one database call, render a page. Start with routes.py.

A handler contains no SQL, no arithmetic on cents and no business decision: what a call means is written in
db/functions/<actor>/<function>.sql.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from web import (
    audit_refusals,
    callback_sources,
    cookies,
    csrf,
    errors,
    i18n,
    middleware,
    pages,
    rate_limits,
    routes,
    security,
)  # fmt: skip
from web.callbacks import misaddressed, outage
from web.core import config, db, live_settings, logs, metrics, release
from web.core.strict_json import MAX_BYTES
from web.ops import statements


class LipaFlask(Flask):
    """Flask for handlers that are plain functions."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """None of ours is a coroutine. Flask would look at every function of every request for it."""
        return func


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The whole application, from the environment of the process or from another one given by a test."""
    settings = config.load(environ)
    app = LipaFlask("web", root_path=str(Path(__file__).parent))
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES + 1  # one more, so that a body cut there is seen to be too long
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BYTES
    app.extensions["lipa"] = settings
    app.extensions["lipa.release"] = release.current()
    logs.configure()
    db.configure(settings)
    security.configure(settings)
    served = routes.of_part(settings.part)
    metrics.configure((route.path for route in served), settings.metrics_dir)
    outage.configure(settings)
    routes.register_routes(app, served)
    for module in (csrf, errors, i18n, pages, live_settings):
        module.init_app(app)
    # Flask runs what comes after a request in the reverse order: the middleware first, then the session cookie.
    for module in (callback_sources, audit_refusals, cookies):
        module.init_app(app)
    middleware.init_app(app, settings)
    misaddressed.init_app(app)
    rate_limits.init_app(app)
    statements.init_app(app)
    return app
