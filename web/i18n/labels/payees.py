"""Vendors, vouchers and automatic payouts: kinds, states, what was done, and what was not."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "vendor_kind": {"fuel": N_("fuel station"), "insurance": N_("insurer"), "garage": N_("garage")},
    "vendor_state": {
        "proposed": N_("waits for a second person"),
        "approved": N_("can be paid"),
        "declined": N_("declined"),
        "withdrawn": N_("withdrawn"),
        "removed": N_("removed"),
    },
    "vendor_done": {
        "proposed": N_("The vendor is registered. A second person approves it."),
        "approved": N_("Owners can pay this vendor now."),
        "declined": N_("The vendor was declined."),
        "withdrawn": N_("The registration was withdrawn."),
        "removed": N_("Nothing can be paid to this vendor any more."),
    },
    "vendor_not": {
        "kind_wrong": N_("Choose a kind of vendor."),
        "name_wrong": N_("A name has 3 to 30 plain letters and digits."),
        "short_code_wrong": N_("A till or PayBill number has 5 to 7 digits."),
        "account_wrong": N_("An account has up to 20 letters and digits; a till has none."),
        "known": N_("This till, account or phone is registered already."),
        "same_person": N_("Who registered a vendor does not approve it."),
        "not_maker": N_("Only who registered it can withdraw it."),
        "no_reason": N_("Say why, in 10 letters or more."),
        "gone": N_("This vendor is not there any more."),
    },
    "payout_done": {
        "requested": N_("The money is held. It is sent once a second person has approved it; you get an SMS."),
        "approved": N_("The money is held and is sent as soon as our account at M-Pesa has it. You get an SMS."),
        "queued": N_("The payment is on its way. You get an SMS when it has arrived."),
    },
    "payout_not": {
        "vendor_wrong": N_("Choose a vendor of the list."),
        "frozen": N_("Payments are stopped because somebody answered ZUIA. Call us."),
        "amount_wrong": N_("Write an amount in whole shillings, such as 2,500."),
        "too_little": N_("That is less than can be sent."),
        "too_much": N_("That is more than can be sent at once."),
        "not_enough": N_("The pot does not have that much and the fee."),
        "already_pending": N_("The same payment is on its way already. Wait until it has arrived."),
        "over_cap": N_("That is more than you can move in a day. In a new browser it is less for the first day."),
        "too_fast": N_("Too many payments in a short time. Wait an hour, or call us."),
        "too_often": N_("Too many codes were sent. Wait a few minutes."),
        "code_wrong": N_("That is not the code, or it was for another amount or vendor."),
        "code_spent": N_("Too many wrong codes. Wait, then ask for a new one."),
    },
    "payout_state": {
        "requested": N_("waits for approval"),
        "approved": N_("waits to be sent"),
        "queued": N_("is being sent"),
        "sent": N_("sent, M-Pesa confirms"),
        "unknown": N_("being checked with M-Pesa"),
        "paid": N_("arrived"),
        "failed": N_("failed, money is back"),
        "cancelled": N_("cancelled"),
        "expired": N_("not approved in time"),
    },
}
