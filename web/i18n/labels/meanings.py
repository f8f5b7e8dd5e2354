"""What settings, limits and periods mean."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "meaning": {
        "setting.close_day_hour": N_("Hour of the next day from which a market day is closed"),
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
        "setting.sim_swap_days": N_("A SIM swapped within so many days makes a withdrawal need a second person"),
        "setting.sim_wait_seconds": N_("Seconds that a withdrawal waits to hear whether its SIM was swapped"),
        "setting.payouts_sent": N_("Whether withdrawals are sent to M-Pesa: on, or off after a restore"),
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
        "setting.fare_proposal_days": N_("Days in which another official can approve proposed fares"),
        "setting.fare_cap_notice_hours": N_("Hours before a higher cap of a route counts"),
        "setting.split_proposal_days": N_("Days in which the other side can agree to a proposed split"),
        "setting.loyalty_earn_cents": N_("Money that earns a passenger one point (cents)"),
        "setting.loyalty_point_cents": N_("What a point is worth when it is used (cents)"),
        "setting.loyalty_day_points": N_("Points that one passenger may use in a day"),
        "setting.loyalty_programme_points": N_("Points that all passengers together may use in a day"),
        "setting.loyalty_budget_bps": N_(
            "Most of a day's commission that is set aside for points, in hundredths of a percent"
        ),
        "setting.loyalty_expiry_days": N_("Days after which unused points end"),
        "setting.loyalty_farm_sims": N_("Alarm when so many SIMs pay one vehicle the same small fare"),
        "setting.loyalty_farm_minutes": N_("within so many minutes"),
        "setting.loyalty_farm_cents": N_("where a small fare is at most (cents)"),
        "setting.refund_alone_cents": N_("Fares given back by one of us alone, up to (cents)"),
        "setting.dispute_days": N_("For how many days a passenger can dispute a fare"),
        "setting.file_channels_by_two": N_("Statement files that need two people to post: page, command, folder"),
        "setting.pull_clock_hours": N_("Clock of M-Pesa's Pull API: 3 for Nairobi's time, 0 for UTC"),
        "setting.dispute_alarm_hours": N_("Alarm when a dispute is open for longer (hours)"),
        "setting.missing_post_minutes": N_("Minutes to wait for the message about a payment that M-Pesa lists"),
        "setting.missing_at_operator_minutes": N_("Minutes in which M-Pesa may list a payment late"),
        "setting.verify_above_cents": N_("Hold payments above this until M-Pesa confirms (cents)"),
        "setting.boarding_sms_after_seconds": N_(
            "Seconds without a look at the list of a trip, after which its conductor gets new payers by SMS; 0: never"
        ),
        "setting.shift_end_minutes": N_("Minutes after its last trip in which a crew may still tell the cash"),
        "setting.golive_days": N_("Clean days in a row after which a route in shadow mode may go live"),
        "setting.golive_tallied_percent": N_("Percent of trips that the crew must have counted on a clean day"),
        "setting.grace_after_minutes": N_("Minutes without a message of M-Pesa after which crews write down promises"),
        "setting.promise_hours": N_("Hours in which a late payment clears a promise"),
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
        "setting.alarm_channels": N_("How staff hear of alarms: sms, email and webhook, by commas, or none"),
        "setting.alarm_told_rank": N_("Alarms up to this rank are sent: 1 the worst, 4 all"),
        "setting.alarm_nag_minutes": N_("Minutes until the worst open alarms are sent again"),
        "setting.alarm_nag_minutes_others": N_("Minutes until other open alarms are sent again"),
        "setting.gate_green_minutes": N_("Minutes for which a figure must be good before its alarm ends"),
        "setting.sms_cost_cents": N_("What one SMS costs us"),
        "setting.ussd_session_cost_cents": N_("What one USSD session costs us"),
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
        "setting.silent_gaps": N_("Usual gaps between fares after which an owner is told that a vehicle is silent"),
        "setting.silent_least_fares": N_("Fares it usually takes in that time; for fewer nobody is told"),
        "setting.owner_sms_at": N_("When owners get their day by SMS"),
        "setting.reauthentication_minutes": N_(
            "For how many minutes after a code from the app dangerous actions need no other code"
        ),
        "setting.time_zone": N_("The market's time zone: pages show its time, and days begin by it"),
        "setting.move_fare_minutes": N_("For how many minutes a fare can be moved to another vehicle"),
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
        "limit.verify,address": N_("Fingerprints of statements checked from one address"),
        "limit.wrong_token,address": N_("Calls of an operator's address with a wrong token"),
        "limit.wrong_token_alarm,address": N_("How often one such address may raise the alarm"),
        "gate.trust_differs": N_("Open alarms of the proof that trust account and wallets agree"),
        "gate.money_not_posted": N_(
            "Messages, prompts and lines of M-Pesa a day old without a record, and payments recorded twice"
        ),
        "gate.callback_silence": N_("Messages that usually come at this hour and did not come since the last one"),
        "gate.callback_failures": N_(
            "Messages of M-Pesa that were not recorded at once; five in a row count as all, below 20 there is no alarm"
        ),
        "gate.callback_delay": N_("Time within which 95 of 100 fares are on the conductor's list, 15 minutes"),
        "gate.ussd_completion": N_("Share that paid of those who saw the confirm screen, 15 minutes"),
        "gate.ussd_drops": N_("Share of sessions that ended before our last screen, 15 minutes, of 50 or more"),
        "gate.receipts_late": N_("Share of receipts that the gateway reports delivered within 30 seconds, 15 minutes"),
        "gate.recon_unmatched": N_("Share of yesterday's lines of M-Pesa that a rule matched with the ledger"),
        "gate.oldest_break": N_("Age of the oldest open difference; M-Pesa forgets its side after 48 hours"),
        "gate.payout_delay": N_(
            "Time within which 95 of 100 withdrawals without a second person have their result, one hour"
        ),
        "gate.payout_unknown": N_("Age of the oldest withdrawal that M-Pesa says nothing about"),
        "gate.page_time": N_("Time within which 95 of 100 pages are answered, 15 minutes"),
        "gate.page_weight": N_("Size below which 95 of 100 pages are, 15 minutes"),
        "gate.fare_margin": N_("Commission less menu and SMS for one fare; an alarm after seven bad days"),
        "gate.cashless_share": N_(
            "Fares paid by phone, of all that was paid on trips whose cash was told; the best of three days of the "
            "vehicle with least"
        ),
        "gate.tally_variance": N_(
            "Difference between our fares and the crew's count in shadow mode; the best of three trips of the "
            "vehicle that is furthest"
        ),
        "gate.archive_failing": N_("Full segments of the database's log that are not in the archive yet"),
        "gate.backup_age": N_("Age of the newest backup; none was ever made: no data"),
        "retention.checkouts": N_("The operator's id of a payment prompt, sealed, after the prompt has ended"),
        "retention.crew_proposals": N_(
            "Proposals for a crew that nobody decided, and the phone number typed for them if it was not used otherwise"
        ),
        "retention.voucher_tries": N_("Wrong voucher codes, by vendor and vehicle"),
        "retention.devices": N_("Browsers that a person signed in with, after the last time"),
        "retention.phones": N_("Phones that dialled and never paid, and their language, after they were first seen"),
        "retention.raw_bodies": N_(
            "The operator's messages as they came, sealed, by whole months; receipt, outcome and sha256 stay"
        ),
        "retention.sign_ins": N_("Sign-ins, after the last time at which they could end"),
        "retention.sms_received": N_("Messages that people sent us, sealed"),
        "retention.sms_reports": N_("Delivery reports of the SMS gateway"),
        "retention.sms_sent": N_("That a message went out, and under which id of the gateway"),
        "retention.ussd_sessions": N_("What was typed in the menu, after the session has ended"),
    }
}
