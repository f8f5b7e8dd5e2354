"""Transaction status: what the operator knows about a payment in or out."""

from flask import g, jsonify

from sandbox.daraja import daraja
from sandbox.daraja.common import (
    Answer,
    authorised,
    check_initiator,
    check_shortcode,
    check_urls,
    generate_ids,
    invalid_field,
    read_body,
    require,
)
from sandbox.simulated_operator import operator
from sandbox.status_query import StatusQuery


@daraja.post("/mpesa/transactionstatus/v1/query")
@authorised
def transaction_status() -> Answer:
    """Accept the query: by receipt, or by the OriginatorConversationID of money out.

    A wrong credential shows only in the later result, as at the operator.
    """
    fields = read_body()
    command, party, kind, initiator, credential, result_url, timeout_url, _ = require(
        fields, "CommandID PartyA IdentifierType Initiator SecurityCredential ResultURL QueueTimeOutURL Remarks"
    )
    if command != "TransactionStatusQuery":
        raise invalid_field("CommandID")
    check_shortcode(party, "PartyA")
    if kind != "4":
        raise invalid_field("PartyA")
    check_urls(ResultURL=result_url, QueueTimeOutURL=timeout_url)
    originator_id = str(fields.get("OriginalConversationID") or "")
    receipt = "" if originator_id else require(fields, "TransactionID")[0]
    g.detail = {"receipt": receipt, "conversation": originator_id}
    ids, ordinal = generate_ids(), operator.store.get_value("count:transaction_status", 0)
    query = StatusQuery(receipt, originator_id, ids, (result_url, timeout_url), check_initiator(initiator, credential))
    operator.status_queries.answer(query, ordinal)
    return jsonify(**ids, ResponseCode="0", ResponseDescription="Accept the service request successfully.")
