"""Is this process alive, can it serve, and what has it done."""

from flask import Response

from web import db, metrics


def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


def readyz() -> Response:
    """The database answers, and migrations and functions are the ones this code was written for."""
    state = db.value("telco.readiness", within=1.0)
    return Response(f"{state}\n", 200 if state == "ready" else 503, mimetype="text/plain")


def figures() -> Response:
    """Prometheus text."""
    return Response(metrics.board.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
