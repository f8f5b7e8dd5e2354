"""Fares that are moved, disputed and given back."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "fare_move": {
        "moved": N_("The fare was moved. The passenger gets an SMS."),
        "no_vehicle": N_("There is no such vehicle."),
        "moved_before": N_("This fare was moved before."),
        "same_vehicle": N_("That vehicle has this fare."),
        "too_late": N_("It is too late to move this fare."),
        "checked": N_("A conductor has checked this passenger: the fare stays."),
        "given_back": N_("This fare was given back in part, topped up or disputed: it stays."),
        "closed": N_("That vehicle took no fares then."),
    },
    "dispute_why": {
        "not_my_vehicle": N_("Not their vehicle"),
        "paid_twice": N_("Paid twice"),
        "not_carried": N_("Was not carried"),
        "other": N_("Something else"),
    },
    "dispute_channel": {"ussd": N_("by USSD"), "sms": N_("by SMS"), "staff": N_("written down by staff")},
    "dispute_state": {
        "open": NP_("dispute", "open"),
        "proposed": N_("waits for a second person"),
        "refunded": N_("given back"),
        "declined": N_("declined"),
    },
    "dispute_done": {
        "refunded": N_("The money goes back. The passenger gets an SMS."),
        "declined": N_("Declined. The passenger gets an SMS."),
        "proposed": N_("A second person must approve this."),
        "open": N_("Refused. The dispute is open again."),
    },
    "dispute_not": {
        "no_reason": N_("Give a reason that says something: 10 letters or more."),
        "not_found": N_("This fare was taken back by another entry."),
        "nothing_left": N_("All of this fare was given back before."),
        "bad_amount": N_("Type KES, no more than is left of the fare."),
        "bad_method": N_("Choose how the money goes back."),
        "no_payer": N_("M-Pesa does not tell who paid, so nobody can be credited."),
        "no_phone": N_("We don't have the payer's number: only credit is possible."),
        "held": N_("M-Pesa has not confirmed this payment yet: only credit is possible."),
        "paid_by_credit": N_("Credit paid this fare, not M-Pesa: only credit is possible."),
        "not_payable": N_("M-Pesa pays whole shillings, from KES 10: choose credit."),
        "same_person": N_("The person who proposes does not decide."),
        "changed": N_("Something else is proposed now than you saw. Read it first."),
        "gone": N_("There is no such dispute."),
    },
    "refund_method": {"phone": N_("To the phone, by M-Pesa"), "credit": N_("As credit for the next fares")},
}
