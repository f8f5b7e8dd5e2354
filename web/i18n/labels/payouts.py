"""Money out: states, refusals and steps of a payout."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "payout_state": {
        "requested": N_("waits for approval"),
        "approved": N_("approved"),
        "float": N_("approved, waits at M-Pesa"),
        "sim": N_("SIM is being checked"),
        "trust": N_("approved, waits for a check"),
        "queued": N_("being sent"),
        "sent": N_("sent, answer awaited"),
        "unknown": N_("asking M-Pesa"),
        "paid": N_("has arrived"),
        "failed": N_("not sent"),
        "cancelled": N_("taken back"),
        "expired": N_("not approved in time"),
    },
    "payout_answer": {
        "requested": N_("KES %(kes)s to %(to)s waits for approval until %(until)s."),
        "approved": N_("KES %(kes)s to %(to)s is approved and will be sent."),
        "trust": N_("KES %(kes)s to %(to)s is approved. It waits until our balances at M-Pesa have been checked."),
        "float": N_("KES %(kes)s to %(to)s is approved. It will be sent as soon as our M-Pesa account is topped up."),
        "sim": N_("We ask whether the SIM was swapped. KES %(kes)s to %(to)s then goes out, within about a minute."),
        "queued": N_("KES %(kes)s to %(to)s is being sent."),
        "sent": N_("KES %(kes)s to %(to)s is sent; M-Pesa has not answered yet."),
        "unknown": N_("M-Pesa has not said whether KES %(kes)s reached %(to)s. We keep asking; it is not sent twice."),
        "paid": N_("KES %(kes)s has arrived at %(to)s."),
        "failed": N_("KES %(kes)s to %(to)s was not sent. The money is back in the pots."),
        "cancelled": N_("KES %(kes)s to %(to)s was taken back. The money is back in the pots."),
        "expired": N_("KES %(kes)s to %(to)s was not approved in time. The money is back in the pots."),
    },
    "payout_step": {
        "requested": N_("asked for, the money was set aside"),
        "approved": NP_("step", "approved"),
        "allowed": N_("no second person needed"),
        "sim_swapped": N_("a SIM was swapped lately: a second person must approve"),
        "queued": N_("handed over for sending"),
        "sent": N_("M-Pesa took it"),
        "unknown": N_("no answer: we ask M-Pesa"),
        "paid": N_("M-Pesa paid it"),
        "failed": N_("M-Pesa refused it, the money came back"),
        "cancelled": N_("taken back, the money came back"),
        "expired": N_("not approved in time, the money came back"),
    },
    "payout_sim": {
        "not_checked": N_("Whether the SIM was swapped lately is not checked."),
        "waiting": N_("Whether the SIM was swapped lately is being asked. The answer comes within a minute."),
        "clean": N_("The SIM was not swapped in the %(days)s days before %(at)s."),
        "unknown": N_("Nobody could say whether the SIM was swapped lately (asked %(at)s)."),
        "swapped": N_(
            "The SIM was swapped within %(days)s days before %(at)s. Speak to the person face to face first."
        ),
        "receiver": N_(
            "The SIM that gets the money was swapped within %(days)s days before %(at)s. Speak to its owner face to "
            "face first."
        ),
        "asker": N_(
            "The SIM of the person who asked was swapped within %(days)s days before %(at)s; the code went there. "
            "Speak to them face to face first."
        ),
    },
    "payout_sms": {
        "waiting": N_("SMS is waiting to be sent."),
        "dead": N_("SMS could not be sent."),
        "expired": N_("SMS could not be sent in time."),
        "sent": N_("SMS sent %(at)s."),
        "Success": N_("SMS reached the phone (%(at)s)."),
        "Sent": N_("SMS sent %(at)s."),
        "Submitted": N_("SMS sent %(at)s."),
        "Buffered": N_("SMS sent %(at)s; the network still holds it."),
        "Rejected": N_("SMS rejected by the network (%(at)s)."),
        "AbsentSubscriber": N_("SMS sent %(at)s; the phone was off."),
        "Expired": N_("SMS sent %(at)s but not delivered."),
        "Failed": N_("SMS sent %(at)s but not delivered."),
    },
    "payout_done": {"already_pending": N_("This is the request that you made already. Nothing was sent twice.")},
    "payout_reason": {
        "taken back": N_("Taken back by the person who asked for it."),
        "not approved in time": N_("Nobody approved it in time."),
        "the operator's account lacked the money": N_("Our M-Pesa account lacked the money."),
        "the operator refused it": N_("M-Pesa refused it."),
        "below the operator's minimum": N_("It is less than M-Pesa sends."),
        "above the operator's maximum": N_("It is more than M-Pesa sends at once."),
        "over the receiver's daily limit": N_("The receiver's daily limit at M-Pesa is reached."),
        "the receiver's wallet is full": N_("The receiver's M-Pesa is full."),
        "the account is not active": N_("The receiver's M-Pesa account is not active."),
        "the receiver is not registered": N_("The receiver's number has no M-Pesa."),
        "no such receiver": N_("M-Pesa knows no such receiver."),
        "stopped by ZUIA": N_("Stopped by ZUIA."),
        "who asked for it was disabled": N_("Who asked for it was disabled."),
        "M-Pesa took the payment back": N_("M-Pesa took the payment back from us."),
        "the vendor was removed": N_("The vendor was removed."),
        "who asked for it no longer acts for them": N_("The role of the person who asked for it has ended."),
    },
    "payout_next": {
        "8": N_("Take money out of that M-Pesa first, or send it to another number. Then ask again."),
        "4": N_("Ask again tomorrow, or send it to another number."),
        "2040": N_("Register that number with M-Pesa, or send it to another number."),
        "2006": N_("Have that M-Pesa account opened, or send it to another number."),
        "other": N_("Ask again. If it fails again, call %(phone)s."),
    },
    "payout_not": {
        "destination_wrong": N_("Choose where the money is to go."),
        "frozen": N_("Withdrawals are stopped because somebody answered ZUIA. Call %(phone)s."),
        "cooling": N_("This destination is new. It can be used when its waiting time is over."),
        "amount_wrong": N_("Type whole shillings, such as 5000."),
        "too_little": N_("The least that can be withdrawn is KES %(least)s."),
        "too_much": N_("That is more than M-Pesa sends at once. Ask for less."),
        "not_enough": N_("There is not enough: KES %(free)s is free in these pots, and the fee comes on top."),
        "already_pending": N_("The same request is waiting already."),
        "over_cap": N_("That is more than you may withdraw in a day from this browser: KES %(cap)s."),
        "too_fast": N_("There were too many withdrawals in a short time. Try later."),
        "code_wrong": N_("The code is wrong, old, used, or for another amount or destination. Ask for another one."),
        "code_spent": N_("Too many wrong codes. Wait %(code_minutes)s minutes and ask for another one."),
    },
    "payout_decision": {
        "queued": N_("Approved. It is being sent."),
        "approved": N_("Approved. It is sent as soon as our M-Pesa account has the money."),
        "sent": N_("It was approved already and is sent."),
        "paid": N_("It was approved already and has arrived."),
        "unknown": N_("It was approved already; M-Pesa has not answered yet."),
        "failed": N_("It was approved already, but M-Pesa refused it."),
        "cancelled": N_("Declined or taken back. The money is back in the pots."),
        "expired": N_("It came too late: the request had expired. The money is back in the pots."),
        "no_reason": N_("Say in 10 letters or more what it was; colleagues will read it."),
        "frozen": N_("It can't be approved: somebody answered ZUIA. Decline it, or speak to them first."),
        "maker_gone": N_("It can't be approved: who asked for it no longer acts for them. Decline it."),
        "same_person": N_("You asked for it yourself. Somebody else must decide."),
        "sim_waits": N_("It is being asked whether the SIM was swapped. Decide in a minute, when the answer is here."),
        "requested": N_("It waits for a second person: the SIM was swapped lately."),
        "gone": N_("Somebody else has decided about it."),
    },
    "payout_unusual": {
        "sim_swapped": N_("The SIM was swapped lately."),
        "first_payout": N_("Their first payout."),
        "never_paid_there": N_("Nothing was ever paid to this destination."),
        "new_destination": N_("The destination was added less than a week ago."),
        "largest": N_("Larger than any they were paid before."),
        "new_device": N_("Asked for by somebody who uses a new device."),
        "destination_removed": N_("The destination was removed since."),
        "frozen": N_("Somebody answered ZUIA: withdrawals are stopped."),
    },
    "destination": {
        "added": N_("Added. It can be used when its waiting time is over. Everybody who acts for this money was told."),
        "removed": N_("Removed."),
        "label_wrong": N_("Give it a name of 2 to 30 letters."),
        "phone_wrong": N_("This is not a Kenyan phone number. Write it like 0712 000 000."),
        "short_code_wrong": N_("A PayBill has 5 to 7 digits."),
        "account_wrong": N_("An account has 4 to 20 letters and digits, without spaces."),
        "too_many": N_("There are 5 destinations already. Remove one first."),
        "frozen": N_("Withdrawals are stopped because somebody answered ZUIA. Call %(phone)s."),
    },
    "destination_kind": {"phone": N_("Another phone"), "paybill": N_("Bank, by its PayBill")},
    "float_account": {
        "utility": N_("Utility account: pays phones"),
        "working": N_("Working account: pays businesses"),
    },
    "payout_advice": {
        "ask": N_("Ask M-Pesa again. It is never sent again by itself, and must not be sent another way meanwhile."),
        "not_known": N_(
            "M-Pesa said %(n)sx since %(at)s that it knows no such payment. It may still be under way: go on asking, "
            "and don't send it another way. After 24 hours of this two people may end it."
        ),
        "not_known_long": N_(
            "M-Pesa said %(n)sx since %(at)s that it knows no such payment, for more than 24 hours. Look into the "
            'statement from %(since)s on. If KES %(kes)s to %(to)s is not there, propose "not sent"; a second person '
            "decides, and the money goes back to the pots."
        ),
        "no_id": N_(
            "M-Pesa can't be asked about this one: its answer, with the number to ask by, was lost. Look into the "
            'statement (%(account)s) from %(since)s on for KES %(kes)s to %(to)s. It is there: propose "has arrived" '
            'with that receipt and time. It is not there by the end of the next day: propose "not sent". Don\'t send '
            "it another way before that."
        ),
    },
    "payout_advice_short": {
        "not_known": N_("not known to M-Pesa, said %(n)sx"),
        "not_known_long": N_("not known to M-Pesa for a day: can be ended as not sent"),
        "no_id": N_("can't be asked about: look into the statement"),
    },
    "payout_resolve": {
        "retried": N_("M-Pesa is asked again now."),
        "proposed": N_("Proposed. A second person decides."),
        "open": N_("A proposal about it waits already."),
        "not_unknown": N_("It has an answer by now."),
        "bad_result": N_("Choose what the statement says."),
        "bad_receipt": N_("That is no receipt, or it belongs to another payment; leave it blank if it was not sent."),
        "bad_paid_at": N_("Type the time as in the statement: 29.11.2026 16:00:00."),
        "no_reason": N_("Say in 10 letters or more what it was; colleagues will read it."),
        "not_sent": N_("There is nothing to ask: it has ended, or is not sent yet."),
        "no_id": N_("M-Pesa can't be asked about this one. Look into its statement."),
    },
    "payout_rule": {
        "person_hour": N_("You may withdraw %(n)s times and KES %(kes)s in an hour. Try later."),
        "person_day": N_("You may withdraw %(n)s times and KES %(kes)s in a day. Try tomorrow."),
        "sim_hour": N_("One number may get %(n)s withdrawals and KES %(kes)s in an hour. Try later."),
        "sim_day": N_("One number may get %(n)s withdrawals and KES %(kes)s in a day. Try tomorrow."),
        "destination_hour": N_("One account may get %(n)s withdrawals and KES %(kes)s in an hour. Try later."),
        "destination_day": N_("One account may get %(n)s withdrawals and KES %(kes)s in a day. Try tomorrow."),
        "vehicle_hour": N_("From one vehicle %(n)s withdrawals and KES %(kes)s may go out in an hour. Try later."),
        "vehicle_day": N_("From one vehicle %(n)s withdrawals and KES %(kes)s may go out in a day. Try tomorrow."),
    },
}
