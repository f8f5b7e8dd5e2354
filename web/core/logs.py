"""Logs: JSON lines with the request's id; never a phone, a name, a token, a code or a key.

The log has the route of a request (`/telco/<token>/c2b/confirmation`), not its path, so that the token can't leak.
Of an exception it has the class and the lines of code, not the message, because messages quote values. In all other
messages long runs of digits and the token in a path are masked.
"""

import functools
import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Mapping
from typing import Any, TextIO

from flask import has_request_context, request

from web.core.masking import mask_digits

_TOKEN_IN_PATH = re.compile(r"(/telco/)[^/\s\"']+")


def configure(stream: TextIO | None = None) -> None:
    """Send everything, gunicorn's own lines too, to one stream (stderr) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in ("gunicorn.error", "gunicorn.access", "werkzeug"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
    logging.getLogger("gunicorn.access").propagate = False
    logging.getLogger("werkzeug").propagate = False


def redact(text: str) -> str:
    """Mask phone numbers and tokens in text that is not ours."""
    return mask_digits(_TOKEN_IN_PATH.sub(r"\1<token>", text))


def access(route: str, status: int, seconds: float, request_id: str, money: str = "") -> None:
    """Log one request. No field needs JSON escaping, which saves time on the path of a fare."""
    now = time.time()
    sys.stdout.write(
        f'{{"at":"{_stamp(now)}","level":"info","event":"request","route":"{route}",'
        f'"status":{status},"ms":{seconds * 1000:.1f},"request_id":"{request_id}"{money}}}\n'
    )


def note_money(settled: Mapping[str, Any]) -> None:
    """Let this request's line name the payment that it brought, by the operator's receipt and our journal."""
    receipt, journal_id = settled.get("receipt") or "", settled.get("journal_id")
    # A receipt of letters and digits needs no JSON escaping.
    if journal_id is not None and receipt.isascii() and receipt.isalnum() and has_request_context():
        request.environ["lipa.money"] = f',"receipt":"{receipt}","journal_id":{journal_id}'


class _JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": _stamp(record.created),
            "level": record.levelname.lower(),
            "event": record.name,
            "message": redact(record.getMessage()),
        }
        if has_request_context():
            line["request_id"] = request.environ.get("lipa.request_id")
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["places"] = [
                f"{place.filename.rsplit('/', 2)[-1]}:{place.lineno} {place.name}"
                for place in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line)


def _stamp(seconds: float) -> str:
    return f"{_second(int(seconds))}.{int(seconds % 1 * 1000):03d}Z"


@functools.lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    """Kept, because many lines are written in the same second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
