"""M-Pesa's asynchronous results for money out and enquiries.

Nothing of ours asks for these yet, so whatever comes is held for a person to see; each gets its own
function when payouts and reconciliation are built.
"""

from flask import Response

from web.telco.keeping import hold_unread


def payout_result(payout_ref: str) -> Response:
    """What became of a B2C or B2B payment."""
    return hold_unread("payout_result", "no payout waits for this")


def payout_timeout(payout_ref: str) -> Response:
    """The operator's queue gave up on a payout: unknown, never a reason to send it again."""
    return hold_unread("payout_timeout", "no payout waits for this")


def status_result(ref: str) -> Response:
    """The answer to a status, balance or reversal request."""
    return hold_unread("status_result", "no enquiry waits for this")


def status_timeout(ref: str) -> Response:
    """The operator's queue gave up on an enquiry: ask again."""
    return hold_unread("status_timeout", "no enquiry waits for this")
