"""Health of this process: whether it is alive, whether it can serve, and its metrics."""

from flask import Response, current_app

from web.core import db, metrics

HORIZON_AGE = """# HELP lipa_horizon_age_seconds Age of the oldest writing transaction, which hides new money.
# TYPE lipa_horizon_age_seconds gauge
lipa_horizon_age_seconds {:.3f}
"""


def healthz() -> Response:
    """Answer ok: the process is alive."""
    return Response("ok\n", mimetype="text/plain")


def readyz() -> Response:
    """Answer ready if the database has the migrations and functions that this code needs, and takes writes."""
    known = current_app.extensions["lipa.release"]
    # Each part asks as a role of its own.
    actor = "account" if current_app.extensions["lipa"].part == "pages" else "telco"
    state = db.value(
        f"{actor}.readiness", within=1.0, p_migration=known.migration, p_functions_sha256=known.functions_sha256
    )
    if state == "ready":
        try:
            db.value(f"{actor}.try_write", within=1.5)
        except (db.DatabaseError, db.DatabaseUnavailableError) as error:
            state = f"the database takes no writes ({error})"
    return Response(f"{state}\n", 200 if state == "ready" else 503, mimetype="text/plain")


def metrics_text() -> Response:
    """Metrics as Prometheus text; the horizon's age as long as the database answers."""
    try:
        horizon = HORIZON_AGE.format(db.value("telco.horizon_age", within=0.3))
    except (db.DatabaseError, db.DatabaseUnavailableError):
        horizon = ""
    return Response(metrics.board.text() + horizon, content_type="text/plain; version=0.0.4; charset=utf-8")
