"""Health of this process: whether it is alive, whether it can serve, and its metrics."""

from typing import Any

from flask import Response, current_app

from web.core import db, metrics

HORIZON_AGE = """# HELP lipa_horizon_age_seconds Age of the oldest writing transaction, which hides new money.
# TYPE lipa_horizon_age_seconds gauge
lipa_horizon_age_seconds {:.3f}
"""


# Of each figure: its value in the unit that gates.gates names, and its state as a number.
STATES = {"green": 0, "between": 1, "alarm": 2, "no_data": -1, "old": -2}
FIGURES = """# HELP lipa_gate A figure of the service, in its unit.
# TYPE lipa_gate gauge
{}# HELP lipa_gate_state Its state: 0 good, 1 between the bounds, 2 alarm, -1 no data, -2 not measured in time.
# TYPE lipa_gate_state gauge
{}"""


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
    """Metrics as Prometheus text; the horizon's age and the figures as long as the database answers."""
    try:
        told = HORIZON_AGE.format(db.value("telco.horizon_age", within=0.3))
        told += _figures(db.value("telco.gates", within=0.3))
    except (db.DatabaseError, db.DatabaseUnavailableError):
        told = ""
    return Response(metrics.board.text() + told, content_type="text/plain; version=0.0.4; charset=utf-8")


def _figures(rows: list[dict[str, Any]]) -> str:
    values = (
        f'lipa_gate{{gate="{row["gate"]}",unit="{row["unit"]}"}} {row["value"]}\n'
        for row in rows
        if row["value"] is not None
    )
    states = (f'lipa_gate_state{{gate="{row["gate"]}"}} {STATES[row["state"]]}\n' for row in rows)
    return FIGURES.format("".join(values), "".join(states))
