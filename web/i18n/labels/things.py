"""Limits, retention periods and messages on staff pages."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "step": {"done": N_("done"), "next": N_("next"), "later": N_("later")},
    "limit": {
        "code": N_("asking for codes by SMS"),
        "crew_number": N_("choosing a crew PIN"),
        "form": N_("forms"),
        "form_new_device": N_("forms from a new device"),
        "page": N_("pages"),
        "prompt": N_("payment prompts"),
        "sign_in": N_("sign-ins"),
        "ussd": N_("steps of the USSD menu"),
        "verify": N_("asking whether a statement is genuine"),
        "wrong_token": N_("wrong tokens"),
        "wrong_token_alarm": N_("alarms about wrong tokens"),
    },
    "limit_per": {
        "address": N_("per address"),
        "phone": N_("per phone"),
        "session": N_("per session"),
        "sim": N_("per SIM"),
        "vehicle": N_("per vehicle"),
    },
    "period": {
        "raw_bodies": N_("M-Pesa's messages"),
        "checkouts": N_("Payment prompts"),
        "ussd_sessions": N_("What was pressed in the menu"),
        "devices": N_("Devices signed in with"),
        "crew_proposals": N_("Proposals for crews"),
        "voucher_tries": N_("Wrong voucher codes"),
        "phones": N_("Phones that never paid"),
        "sign_ins": N_("Sign-ins"),
        "sms_sent": N_("SMS that were sent"),
        "sms_reports": N_("Reports about SMS"),
        "sms_received": N_("SMS that came in"),
    },
    "topic": {
        "sms": N_("SMS"),
        "stk_push": N_("Payment prompt"),
        "status_query": N_("Question to M-Pesa"),
        "payout": N_("Payout"),
    },
    "message": {
        "c2b_confirmation": N_("Confirmation of a payment"),
        "stk_result": N_("Answer to a prompt"),
        "statement": N_("Line of a statement"),
        "pull": N_("Line of M-Pesa's list (Pull API)"),
        "payout_result": N_("Result of a payout"),
        "payout_timeout": N_("Payout without a result"),
        "status_result": N_("Answer to a question"),
        "status_timeout": N_("Question without an answer"),
        "unknown_address": N_("Message at an unknown address"),
        "sms_delivery": N_("Report about an SMS"),
        "sms_inbound": NP_("kind of message", "SMS that came in"),
    },
}
