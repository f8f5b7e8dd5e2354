"""Fares, wallets, messages and alarms."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "crew_trip": {
        "started": N_("A new trip began."),
        "ended": N_("The trip is over."),
        "none": N_("The vehicle is on no trip."),
    },
    "verification_state": {
        "wanted": N_("not asked yet"),
        "asked": N_("asked, answer awaited"),
        "unknown": N_("no answer"),
        "differs": N_("M-Pesa gives another answer"),
    },
    "verification_reason": {
        "above_limit": N_("large amount"),
        "amount_differs": N_("not the amount asked for"),
    },
    "vehicle_state": {
        "receiving": N_("Receiving."),
        "silent": N_("Silent."),
        "resting": N_("Outside service hours."),
        "closed": N_("Closed."),
        "sold": N_("No longer yours. What it earned you stays."),
    },
    "purpose": {
        "fuel": N_("Fuel"),
        "maintenance": N_("Maintenance"),
        "sacco": NP_("wallet", "SACCO"),
        "insurance": N_("Insurance"),
        "profit": N_("Profit"),
        "crew": N_("Crew"),
        "savings": N_("Savings"),
        "loan": N_("Loan"),
        "main": N_("Main"),
    },
    "kind": {
        "fare": N_("Fare"),
        "reversal": N_("Correction"),
    },
    "reported_by": {
        "c2b_confirmation": N_("M-Pesa told us at %(at)s (%(times)s time(s))."),
        "stk_result": N_("The result of the payment prompt arrived %(at)s (%(times)s time(s))."),
        "status_result": N_("M-Pesa answered our query %(at)s (%(times)s time(s))."),
    },
    "sms": {
        "none": N_("No SMS receipt: we don't know the number."),
        "waiting": N_("SMS receipt is waiting to be sent."),
        "dead": N_("SMS receipt could not be sent."),
        "sent": N_("Receipt sent %(at)s."),
        "Success": N_("Receipt reached the phone (%(at)s)."),
        "Sent": N_("Receipt sent %(at)s."),
        "Submitted": N_("Receipt sent %(at)s."),
        "Buffered": N_("Receipt sent %(at)s; the network still holds it."),
        "Rejected": N_("Receipt rejected by the network (%(at)s)."),
        "AbsentSubscriber": N_("Receipt sent %(at)s; the phone was off."),
        "Expired": N_("Receipt sent %(at)s but not delivered."),
        "Failed": N_("Receipt sent %(at)s but not delivered."),
    },
    "flag": {
        "late": N_("The message came over an hour late."),
        "time_replaced": N_("M-Pesa's time was wrong; ours is used."),
        "amount_differs": N_("The amount differed from what was asked."),
        "paid_again": N_("This request had been paid already."),
    },
    "channel": {
        "ussd": N_("USSD"),
        "paybill": N_("PayBill"),
    },
    "alarm": {
        "paid_without_receipt": N_("M-Pesa says paid, no receipt came"),
        "wrong_token": N_("Somebody calls with a wrong token"),
        "new_callback_source": N_("Messages come from a new address"),
        "prompts_unsent": N_("Payment prompts were not sent"),
    },
    "outcome": {
        "conflict": N_("conflict"),
        "quarantine": N_("quarantine"),
        "pending": NP_("message", "waiting"),
        "placed": N_("assigned already"),
        "posted": N_("posted at once"),
        "no_rule": N_("the vehicle had no rule then"),
        "not_found": N_("not found"),
        "absent": N_("no such vehicle"),
    },
    "than": {
        "weekday": N_("than last %(day)s"),
        "day": N_("than the day before"),
        "week": N_("than the week before"),
        "month": N_("than the month before"),
    },
    "nothing_before": {
        "weekday": N_("no fares on %(day)s to compare with"),
        "day": N_("no fares on %(day)s to compare with"),
        "week": N_("no fares the week before to compare with"),
        "month": N_("no fares the month before to compare with"),
    },
}
