"""How gunicorn serves Lipa Fare. nginx in front of it handles slow clients by buffering requests."""

import ctypes
import os
import select
import shutil
import signal
import tempfile
import time
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
# gunicorn 27 opens a control socket by default. We do not use it.
control_socket_disable = True
# By default gunicorn trusts headers of local callers about SCRIPT_NAME and TLS. LIPA_PROXY_HOPS says whom we trust.
forwarded_allow_ips = ""
forwarder_headers = ""
# Our requests are small, so lines and headers are short.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
_metrics_dir = ""
_says_ready = -1  # after a reload, where new workers say that they are ready
PR_SET_PDEATHSIG = 1


def on_starting(server: object) -> None:
    """Make one folder for the metrics of all workers, so that each can report all (web/core/metrics.py)."""
    del server
    global _metrics_dir  # noqa: PLW0603
    if not os.environ.get("LIPA_METRICS_DIR"):
        _metrics_dir = os.environ["LIPA_METRICS_DIR"] = tempfile.mkdtemp(prefix="lipa-metrics-")


def on_reload(server: Any) -> None:
    """Let the old workers serve until the new ones can (SIGHUP): to load the application takes a second or more.

    gunicorn starts the new ones and stops the old ones at once, and whoever asks meanwhile waits. Here it stops the old
    ones when each new one has said by a byte in a pipe that it is ready, or after 20 seconds.
    """
    global _says_ready
    hears_ready, _says_ready = os.pipe()
    stop_old_workers, deadline = server.manage_workers, time.monotonic() + graceful_timeout

    def stop_old_workers_when_ready() -> None:
        global _says_ready  # noqa: PLW0603
        server.manage_workers = stop_old_workers
        for _ in range(server.cfg.workers):
            if not select.select([hears_ready], [], [], max(0.0, deadline - time.monotonic()))[0]:
                break
            os.read(hears_ready, 1)
        os.close(hears_ready)
        os.close(_says_ready)
        _says_ready = -1
        stop_old_workers()

    server.manage_workers = stop_old_workers_when_ready


def post_fork(server: object, worker: Any) -> None:
    """End with the master, in whatever way it ends: an orphan would keep the port for up to 26 seconds.

    Nothing is lost that was answered: a request that breaks off is like one of a machine that fails.
    """
    del server
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != worker.ppid:  # it ended before that call
        os._exit(1)


def on_exit(server: object) -> None:
    del server
    if _metrics_dir:
        shutil.rmtree(_metrics_dir, ignore_errors=True)


def child_exit(server: object, worker: Any) -> None:
    """Tell the metrics that this worker has ended; its counts stay in the sums."""
    del server
    from prometheus_client import multiprocess  # noqa: PLC0415 (as in worker_exit)

    multiprocess.mark_process_dead(worker.pid, os.environ["LIPA_METRICS_DIR"])  # type: ignore[no-untyped-call]


def post_worker_init(worker: Any) -> None:
    """Start the thread that empties the spool, and tell the master after a reload that this worker is ready."""
    from web.callbacks import emptying  # noqa: PLC0415 (as in worker_exit)

    if "lipa" in worker.wsgi.extensions:  # the benchmark's empty application has no spool
        emptying.start(worker.wsgi)
    if _says_ready >= 0:
        os.write(_says_ready, b".")


def worker_exit(server: object, worker: object) -> None:
    del server, worker
    # Imported here: workers keep what the master has imported, even after a reload of the code.
    from web.core import db  # noqa: PLC0415

    db.close()
