"""How gunicorn serves Lipa Fare. Slow clients are the business of nginx in front of it, with request buffering."""

import os

from web import db

bind = f"{os.environ.get('LIPA_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("LIPA_WEB_WORKERS", "2"))
threads = int(os.environ.get("LIPA_WEB_THREADS", "8"))
timeout = 30
graceful_timeout = 20
keepalive = 15
# Our own log line is written by the application (web/logs.py): the access log would hold the path, and with it the token.
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "lipa-web"
# gunicorn 27 opens a control socket by default: nobody here needs it.
control_socket_disable = True
# Requests are small: lines and headers have no business being long.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190


def worker_exit(server: object, worker: object) -> None:
    """Give the connections back when a worker ends."""
    del server, worker
    db.close()
