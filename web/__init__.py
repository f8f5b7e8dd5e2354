"""The web: parse a request to typed arguments, make one database call, render a page. Start with routes.py.

A handler contains no SQL, no arithmetic on cents and no business decision: what a call means is written in
db/functions/<actor>/<function>.sql.
"""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from web import (
    callback_sources,
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
from web.core.application import LipaFlask
from web.ops import statements


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The whole application, from the environment of the process or from another one given by a test."""
    settings = config.load(environ)
    app = LipaFlask("web", root_path=str(Path(__file__).parent))
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
    callback_sources.init_app(app)
    middleware.init_app(app, settings)
    misaddressed.init_app(app)
    rate_limits.init_app(app)
    statements.init_app(app)
    return app
