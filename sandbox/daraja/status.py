"""Transaction status: what the operator knows about a payment."""

import secrets

from flask import g, jsonify

from sandbox.c2b import generate_conversation_id
from sandbox.daraja import daraja
from sandbox.daraja.common import Answer, authorised, check_shortcode, check_urls, invalid_field, read_body, require
from sandbox.simulated_operator import operator


@daraja.post("/mpesa/transactionstatus/v1/query")
@authorised
def transaction_status() -> Answer:
    """Accept the query. A wrong credential shows only in the later result, as at the operator."""
    command, receipt, party, kind, initiator, credential, result_url, timeout_url, _ = require(
        read_body(),
        "CommandID TransactionID PartyA IdentifierType Initiator SecurityCredential ResultURL QueueTimeOutURL Remarks",
    )
    settings = operator.settings
    if command != "TransactionStatusQuery":
        raise invalid_field("CommandID")
    check_shortcode(party, "PartyA")
    if kind != "4":
        raise invalid_field("PartyA")
    check_urls(ResultURL=result_url, QueueTimeOutURL=timeout_url)
    password = operator.credential.open_password(credential)
    is_right = password is not None and secrets.compare_digest(password.encode(), settings.initiator_password.encode())
    error_code = "" if is_right and initiator == settings.initiator else "2001"
    g.detail = {"receipt": receipt}
    ids = {"OriginatorConversationID": generate_conversation_id(), "ConversationID": f"AG_{secrets.token_hex(10)}"}
    ordinal: int = operator.store.get_value("count:transaction_status", 0)
    operator.status_queries.answer(receipt, ids, (result_url, timeout_url), ordinal, error_code)
    return jsonify(**ids, ResponseCode="0", ResponseDescription="Accept the service request successfully.")
