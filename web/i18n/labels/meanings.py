"""What settings, limits and periods mean."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "meaning": {
        "setting.code_minutes": N_("SMS code valid for (minutes)"),
        "setting.code_tries": N_(
            "Wrong one-time codes of one purpose before a pause, from all unknown devices together"
        ),
        "setting.code_pause_minutes": N_("For how many minutes the pause after wrong one-time codes lasts"),
        "setting.code_tries_a_day": N_(
            "Wrong one-time codes of one purpose in a day; after them only a known device or staff helps"
        ),
        "setting.guessed_accounts": N_("Accounts with wrong one-time codes within an hour that raise an alarm"),
        "setting.codes_a_minute": N_("One-time codes sent to one person in a minute"),
        "setting.codes_an_hour": N_("One-time codes sent to one person in an hour"),
        "setting.voucher_hours": N_("For how many hours a voucher is good"),
        "setting.voucher_tries": N_("Wrong voucher codes of one vendor in an hour before a pause and an alarm"),
        "setting.automatic_payout_at": N_("When the automatic payouts of an evening are made"),
        "setting.help_phone": N_("Telephone number of our office, at the foot of every page"),
        "setting.outbox_tries": N_("Failures in a row before a message waits for staff"),
        "setting.password_params": N_("How hard a new password is hashed: argon2id memory (KiB), passes, lanes"),
        "setting.new_device_hours": N_("How many hours a device counts as new after the first sign-in there"),
        "setting.assign_alone_cents": N_("A payment above this is assigned to a vehicle by two people"),
        "setting.payout_min_cents": N_("The least that can be withdrawn"),
        "setting.payout_alone_cents": N_("Withdrawals above this need a second person"),
        "setting.payout_alone_day_cents": N_("Withdrawals above this in a day need a second person"),
        "setting.payout_cap_cents": N_("Money that one person may withdraw in a day"),
        "setting.payout_cap_new_device_cents": N_("The same from a new device"),
        "setting.destination_cooling_hours": N_("Hours that a new destination waits"),
        "setting.payout_approval_hours": N_("Hours to approve a withdrawal"),
        "setting.payout_query_after_seconds": N_("Seconds before M-Pesa is asked"),
        "setting.payout_unknown_alarm_minutes": N_("Minutes without an answer before an alarm"),
        "setting.float_told_minutes": N_("Minutes for which a balance counts"),
        "setting.assign_cap_cents": N_("Money without a vehicle that one member of staff may assign in a day"),
        "setting.assign_cap_new_device_cents": N_(
            "Money without a vehicle that one member of staff may assign in a day from a new device"
        ),
        "setting.reauthentication_minutes_new_device": N_(
            "From a new device: for how many minutes after a code from the app dangerous actions need no other code"
        ),
        "setting.commission_bps": N_("Our fee in new splits, in hundredths of a percent of the fare"),
        "setting.pages_address": N_("Where people sign in, as an SMS writes it"),
        "setting.split_proposal_days": N_("Days in which the other side can agree to a proposed split"),
        "setting.refund_alone_cents": N_("Fares given back by one of us alone, up to (cents)"),
        "setting.dispute_days": N_("For how many days a passenger can dispute a fare"),
        "setting.dispute_alarm_hours": N_("Alarm when a dispute is open for longer (hours)"),
        "setting.verify_above_cents": N_("Hold payments above this until M-Pesa confirms (cents)"),
        "setting.trip_hours": N_("Hours after which a trip that nobody ends is over"),
        "setting.trip_link_openings": N_("How often one link to a trip can be opened"),
        "setting.pin_tries": N_("Wrong crew PINs from one phone before a pause"),
        "setting.pin_pause_minutes": N_("For how many minutes the pause after wrong crew PINs lasts"),
        "setting.pin_unknown_sim_tries": N_(
            "Wrong PINs for one vehicle in an hour from phones that its crew has never used"
        ),
        "setting.push_expire_seconds": N_(
            "Seconds after which an unanswered push is written off (late money is still taken)"
        ),
        "setting.push_query_after_seconds": N_("Seconds to wait for a push result before asking the operator"),
        "setting.push_send_seconds": N_(
            "A push not sent within these seconds is never sent: the passenger has paid otherwise or dialled again"
        ),
        "setting.push_wait_seconds": N_("Seconds after a push in which a redial does not start a second charge"),
        "setting.second_factor_offer_minutes": N_(
            "Minutes for which a secret that was shown, but not confirmed, stays the same"
        ),
        "setting.service_ends": N_("Service ends (time of day)"),
        "setting.service_starts": N_("Service begins (time of day)"),
        "setting.session_absolute_hours": N_("Hours after which a sign-in ends in any case"),
        "setting.session_idle_minutes": N_("Minutes without a click after which a sign-in ends"),
        "setting.sign_in_pause_minutes": N_("For how many minutes the pause after wrong passwords lasts"),
        "setting.sign_in_tries": N_("Wrong passwords before a pause"),
        "setting.silent_after_minutes": N_("Minutes without a fare after which a vehicle in service is called silent"),
        "setting.reauthentication_minutes": N_(
            "For how many minutes after a code from the app dangerous actions need no other code"
        ),
        "setting.time_zone": N_("The market's time zone: pages show its time, and days begin by it"),
        "setting.ussd_code": N_("What people dial; our messages show it"),
        "setting.ussd_max_cents": N_("Largest fare the USSD menu takes"),
        "setting.ussd_min_cents": N_("Smallest fare the USSD menu takes"),
        "setting.ussd_networks": N_(
            "Networks whose SIMs can be asked to pay by M-Pesa: Safaricom, and the gateway's sandbox"
        ),
        "setting.ussd_resume_seconds": N_("For how many seconds a dropped USSD session can be resumed"),
        "limit.code,address": N_("Codes asked for from one address"),
        "limit.code,phone": N_("Codes asked for with one phone from one address"),
        "limit.crew_number,sim": N_("PINs that a crew member chooses on their own phone"),
        "limit.form,address": N_("Forms sent from one address"),
        "limit.form,session": N_("Forms sent by one signed-in person"),
        "limit.form_new_device,session": N_("Forms sent by one person signed in on a new device"),
        "limit.page,address": N_(
            "Pages asked for from one address; a mobile network puts thousands of people behind one address"
        ),
        "limit.page,session": N_("Pages asked for by one signed-in person"),
        "limit.prompt,vehicle": N_("Payment prompts for one vehicle; counted from the payment intents, without a lock"),
        "limit.sign_in,address": N_("Sign-ins tried from one address"),
        "limit.sign_in,phone": N_(
            "Sign-ins tried with one phone from one address; from other addresses its owner can still sign in"
        ),
        "limit.ussd,session": N_("Steps of the menu in one session"),
        "limit.ussd,sim": N_("Steps of the menu by one SIM"),
        "limit.wrong_token,address": N_("Calls of an operator's address with a wrong token"),
        "limit.wrong_token_alarm,address": N_("How often one such address may raise the alarm"),
        "retention.checkouts": N_("The operator's id of a payment prompt, sealed, after the prompt has ended"),
        "retention.crew_proposals": N_(
            "Proposals for a crew that nobody decided, and the phone number typed for them if it was not used otherwise"
        ),
        "retention.devices": N_("Browsers that a person signed in with, after the last time"),
        "retention.phones": N_("Phones that dialled and never paid, and their language, after they were first seen"),
        "retention.raw_bodies": N_(
            "The operator's messages as they came, sealed; their receipt, outcome and sha256 stay"
        ),
        "retention.sign_ins": N_("Sign-ins, after the last time at which they could end"),
        "retention.sms_received": N_("Messages that people sent us, sealed"),
        "retention.sms_reports": N_("Delivery reports of the SMS gateway"),
        "retention.sms_sent": N_("That a message went out, and under which id of the gateway"),
        "retention.ussd_sessions": N_("What was typed in the menu, after the session has ended"),
    }
}
