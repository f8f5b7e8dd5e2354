"""Pages of configuration."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "config_kind": {
        "settings": N_("Settings"),
        "limits": N_("Rate limits"),
        "retention": N_("Retention"),
        "pilot": N_("Pilot"),
    },
    "config": {
        "changed": N_("Changed. It is in force now."),
        "proposed": N_("Proposed. Somebody else decides."),
        "approved": N_("Approved. It is in force now."),
        "declined": N_("Declined. Nothing changed."),
        "withdrawn": N_("Withdrawn. Nothing changed."),
    },
    "config_not": {
        "same": N_("It has that value already."),
        "bad_value": N_("That value does not fit here."),
        "bad_burst": N_("Write a whole number within the bounds."),
        "bad_refill_ms": N_("Write milliseconds within the bounds."),
        "bad_keep_days": N_("Write whole days within the bounds."),
        "bad_listed": N_("Choose in or out."),
        "no_reason": N_("Give a reason of 3 to 200 letters."),
        "open": N_("A proposal is waiting already."),
        "same_person": N_("The person who proposes does not decide."),
        "not_maker": N_("Only the person who asked can withdraw it."),
        "stale": N_("It changed since the proposal. Decline it."),
        "gone": N_("Somebody else decided first."),
        "phone_wrong": N_("That is not a phone number."),
        "unknown_vehicle": N_("No vehicle has that plate or door code."),
        "unknown_route": N_("There is no such route, or several SACCOs have that number: add the SACCO's name."),
    },
    "retention_floor": {
        "raw_bodies": N_("Passengers and M-Pesa dispute payments for weeks: the message itself is the proof."),
        "checkouts": N_("M-Pesa can be asked about late payments for 48 hours."),
        "ussd_sessions": N_("It answers complaints about this week."),
        "crew_proposals": N_("A treasurer is given a week to decide."),
        "devices": N_("A person who signs in once a month should not get a new-device SMS each time."),
        "phones": N_("The language somebody chose lasts until their next ride."),
        "sign_ins": N_("A session that has ended gives no access."),
        "sms_sent": N_("It shows that the receipt went out while a payment is disputed."),
        "sms_reports": N_("Reports come days late."),
        "sms_received": N_("Requests and complaints are given a month to be answered."),
    },
    "pilot_listed": {"yes": N_("in the pilot"), "no": N_("not in the pilot")},
    "pilot_then": {
        "closes_vehicles": N_("When the first enters, all other vehicles stop taking fares."),
        "closes_sims": N_("When the first enters, all other SIMs are refused."),
        "opens_vehicles": N_("When the last leaves, all vehicles take fares again."),
        "opens_sims": N_("When the last leaves, all SIMs may pay again."),
    },
    "pilot_list": {"vehicles": N_("Vehicles and routes"), "sims": N_("SIMs")},
    "pilot_none": {
        "vehicles": N_("The list is empty: every vehicle takes fares."),
        "sims": N_("The list is empty: every SIM may pay."),
    },
    "pilot_some": {
        "vehicles": N_("Listed: %(n)s. Other vehicles take no fares."),
        "sims": N_("Listed: %(n)s. Other SIMs can't pay by menu."),
    },
    "pilot_kind": {"vehicle": N_("Vehicle"), "route": N_("Route"), "sim": N_("SIM")},
    "pilot_add": {
        "vehicle": N_("A vehicle, in or out"),
        "route": N_("A route, in or out"),
        "sim": N_("A SIM, in or out"),
    },
    "pilot_name": {"vehicle": N_("Plate or door code"), "route": N_("Route number")},
    "pilot_hint": {
        "vehicle": N_("For example KZZ 001A"),
        "route": N_("For example 46; where several SACCOs have it: 46 and the SACCO's name."),
    },
    "pilot_action": {"yes": N_("Enters the pilot"), "no": N_("Leaves the pilot")},
    "privacy": {
        "erased": N_("Their data is erased."),
        "unknown": N_("We have no data for that number."),
        "unfinished": N_("A payment of theirs is still on its way. Try again later."),
        "holds_role": N_("They still hold a role. End it first."),
        "no_reason": N_("Write the reason."),
    },
}
