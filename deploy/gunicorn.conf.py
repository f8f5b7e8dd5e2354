"""How gunicorn serves Lipa Fare. Slow clients are the business of nginx in front of it, with request buffering."""

import os
import shutil
import tempfile
from typing import Any

bind = f"{os.environ.get('LIPA_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("LIPA_WEB_WORKERS", "2"))
# Confirmations wait for their batch (web/callbacks/batcher.py): a waiting thread costs next to nothing.
threads = int(os.environ.get("LIPA_WEB_THREADS", "16"))
timeout = 30
graceful_timeout = 20
keepalive = 15
# The application writes its own log line (web/core/logs.py): an access log would hold the path, with the token.
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "lipa-web"
# gunicorn 27 opens a control socket by default: nobody here needs it.
control_socket_disable = True
# By default it believes whoever connects from this machine what the path begins with (SCRIPT_NAME) and that they
# speak TLS. Whom we believe says LIPA_PROXY_HOPS, and nothing else.
forwarded_allow_ips = ""
forwarder_headers = ""
# Requests are small: lines and headers have no business being long.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190


_figures = ""


def on_starting(server: object) -> None:
    """One folder for the figures of all workers, so that a scrape of any tells of all (web/core/metrics.py)."""
    del server
    global _figures  # noqa: PLW0603
    if not os.environ.get("LIPA_METRICS_DIR"):
        _figures = os.environ["LIPA_METRICS_DIR"] = tempfile.mkdtemp(prefix="lipa-figures-")


def on_exit(server: object) -> None:
    """Leave nothing behind."""
    del server
    if _figures:
        shutil.rmtree(_figures, ignore_errors=True)


def child_exit(server: object, worker: Any) -> None:
    """Tell the metrics that this worker counts no more; what it counted stays in the sums."""
    del server
    from prometheus_client import multiprocess  # noqa: PLC0415 (as in worker_exit)

    multiprocess.mark_process_dead(worker.pid, os.environ["LIPA_METRICS_DIR"])  # type: ignore[no-untyped-call]


def worker_exit(server: object, worker: object) -> None:
    """Give the connections back when a worker ends."""
    del server, worker
    # Imported here: what the master has loaded, its workers would keep using after a reload of the code.
    from web.core import db  # noqa: PLC0415

    db.close()
