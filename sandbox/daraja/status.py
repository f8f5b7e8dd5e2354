"""Transaction status: what does the operator know about this payment?"""

from __future__ import annotations

import re
import secrets

from flask import g, jsonify

from . import daraja
from .c2b import conversation
from .common import Answer, RefusedError, authorised, body, need, operator


@daraja.post("/mpesa/transactionstatus/v1/query")
@authorised
def transaction_status() -> Answer:
    """Whether the credential is right shows only in the answer, as it does there."""
    command, receipt, party, kind, initiator, credential, result_url, timeout_url, _ = need(
        body(),
        "CommandID",
        "TransactionID",
        "PartyA",
        "IdentifierType",
        "Initiator",
        "SecurityCredential",
        "ResultURL",
        "QueueTimeOutURL",
        "Remarks",
    )
    settings, store = operator().settings, operator().store
    if command != "TransactionStatusQuery":
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid CommandID")
    if party != settings.shortcode or kind != "4":
        raise RefusedError(400, "400.002.02", "Bad Request - Invalid PartyA")
    for name, url in (("ResultURL", result_url), ("QueueTimeOutURL", timeout_url)):
        if not re.match("https?://", url):
            raise RefusedError(400, "400.002.02", f"Bad Request - Invalid {name}")
    password = operator().credential.opened(credential)
    known = password is not None and secrets.compare_digest(password.encode(), settings.initiator_password.encode())
    fault = "" if known and initiator == settings.initiator else "2001"
    g.detail = {"receipt": receipt}
    ids = {"OriginatorConversationID": conversation(), "ConversationID": f"AG_{secrets.token_hex(10)}"}
    ordinal: int = store.fact("count:transaction_status", 0)
    operator().enquiries.ask(receipt, ids, (result_url, timeout_url), ordinal, fault)
    return jsonify(**ids, ResponseCode="0", ResponseDescription="Accept the service request successfully.")
