"""Statements of the operator: which came, how far they are read, what was set aside; and the upload of one.

A request only stores the file, in sealed parts: reading takes minutes and is the worker's (worker/statements).
"""

import hashlib
from typing import IO

from flask import Flask, Response, request

from web import cookies, errors
from web.core import strict_json
from web.i18n import N_
from web.pages import ask, render, see_other, url
from web.security import sealing

PLACE = "/ops/statements"
MAX_BYTES = 200 * 1024 * 1024
FORM_BYTES = 16 * 1024  # the fields beside the file
PART_BYTES = 512 * 1024
PARSER_BYTES = 512 * 1024  # the parser's buffer counts as memory of the form; the file goes to the disk
ACCOUNTS = ("utility", "working", "charges", "settlement")
TOO_LARGE = errors.Words(N_("Too large: 200 MB at most."))


def init_app(app: Flask) -> None:
    """Let those who may upload a statement send more than a form has. Call it last of what runs before a request."""
    app.before_request_funcs.setdefault("ops", []).append(_allow_large_body)


def _allow_large_body() -> Response | None:
    if request.endpoint != "ops.upload_statement":
        return None
    session, length = cookies.session_token(), request.content_length or 0
    if not session or length <= strict_json.MAX_BYTES:
        return None
    ask("ops.statements", session, p_statement="")  # before the body is read: anybody else gets 404
    if length > MAX_BYTES + FORM_BYTES:
        return errors.answer(413, TOO_LARGE, "413")
    request.max_content_length = MAX_BYTES + FORM_BYTES
    request.max_form_memory_size = PARSER_BYTES
    return None


def statements(session: str, error: str = "") -> Response:
    """Show the newest statements, and the form to upload one."""
    document = ask("ops.statements", session, p_statement="")
    return render("ops/statements.html", 422 if error else 200, document=document, error=error, accounts=ACCOUNTS)


def statement(session: str, statement_id: str) -> Response:
    """Show one statement with the rows that were set aside."""
    document = ask("ops.statements", session, p_statement=statement_id)
    return render("ops/statement.html", document=document, done=request.args.get("done", ""))


def upload_statement(session: str) -> Response:
    """Store a statement for the worker."""
    file, account = request.files.get("file"), request.form.get("account", "")
    if file is None or not file.filename:
        return statements(session, "no_file")
    sha256, size = _fingerprint(file.stream)
    if not 0 < size <= MAX_BYTES:
        return statements(session, "too_large" if size else "empty")
    stored = {"p_file_sha256": sha256, "p_file_name": file.filename.replace("\0", "")[-100:], "p_file_bytes": size,
              "p_account": account if account in ACCOUNTS else None, "p_chunks": -(-size // PART_BYTES)}  # fmt: skip
    for number in range(1, stored["p_chunks"] + 1):  # type: ignore[operator]
        part = sealing.seal("statement", file.stream.read(PART_BYTES))
        document = ask("ops.upload_statement", session, **stored, p_chunk_no=number, p_bytes_sealed=part)
        if document["outcome"] != "stored":
            break
    return see_other(url(f"{PLACE}/{document['statement_id']}", done=document["outcome"]))


def _fingerprint(stream: IO[bytes]) -> tuple[bytes, int]:
    """SHA-256 and size; the stream stands at its beginning again."""
    digest = hashlib.sha256()
    size = 0
    while part := stream.read(PART_BYTES):
        digest.update(part)
        size += len(part)
    stream.seek(0)
    return digest.digest(), size
