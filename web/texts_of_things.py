"""What code calls limits, periods, sealed columns, topics and messages, in words for people; part of web/texts.py."""

# key: (Kiswahili, English)
TEXTS: dict[str, tuple[str, str]] = {
    # how often is too often: what is done, and who is counted
    "limit_act.code": ("kuomba namba za SMS", "asking for codes by SMS"),
    "limit_act.crew_number": ("kuchagua namba ya kondakta", "choosing a crew's number"),
    "limit_act.form": ("fomu", "forms"),
    "limit_act.form_new_device": ("fomu za kifaa kipya", "forms from a new device"),
    "limit_act.page": ("kurasa", "pages"),
    "limit_act.prompt": ("maombi ya malipo", "payment prompts"),
    "limit_act.sign_in": ("kuingia", "sign-ins"),
    "limit_act.ussd": ("menyu ya USSD", "turns of the USSD menu"),
    "limit_act.wrong_token": ("siri isiyo sahihi", "wrong tokens"),
    "limit_act.wrong_token_alarm": ("kengele ya siri isiyo sahihi", "alarms about wrong tokens"),
    "limit_per.address": ("kwa anwani", "per address"),
    "limit_per.phone": ("kwa simu", "per phone"),
    "limit_per.session": ("kwa kipindi", "per session"),
    "limit_per.sim": ("kwa SIM", "per SIM"),
    "limit_per.vehicle": ("kwa gari", "per vehicle"),
    # how long what is kept
    "period.raw_bodies": ("Jumbe za M-Pesa", "M-Pesa's messages"),
    "period.checkouts": ("Maombi ya malipo", "Payment prompts"),
    "period.ussd_sessions": ("Menyu iliyobonyezwa", "What was pressed in the menu"),
    "period.devices": ("Vifaa vya kuingilia", "Devices signed in with"),
    "period.crew_proposals": ("Mapendekezo ya wahudumu", "Proposals for crews"),
    "period.phones": ("Simu zisizolipa", "Phones that never paid"),
    "period.sign_ins": ("Vipindi vya kuingia", "Sign-ins"),
    "period.sms_sent": ("SMS zilizotumwa", "SMS that were sent"),
    "period.sms_reports": ("Ripoti za SMS", "Reports about SMS"),
    "period.sms_received": ("SMS zilizopokelewa", "SMS that came in"),
    # what goes out, and what comes in
    "topic.sms": ("SMS", "SMS"),
    "topic.stk_push": ("Ombi la malipo", "Payment prompt"),
    "topic.status_query": ("Swali kwa M-Pesa", "Question to M-Pesa"),
    "message.c2b_confirmation": ("Taarifa ya malipo", "Confirmation of a payment"),
    "message.stk_result": ("Jibu la ombi la malipo", "Answer to a prompt"),
    "message.status_result": ("Jibu la swali", "Answer to a question"),
    "message.status_timeout": ("Swali bila jibu", "Question without an answer"),
    "message.sms_delivery": ("Ripoti ya SMS", "Report about an SMS"),
    "message.sms_inbound": ("SMS iliyopokelewa", "SMS that came in"),
}
