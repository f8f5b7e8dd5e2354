"""Words for money that may not leave before M-Pesa confirms it, and for ending an alarm. web/texts.py takes them in."""

# key: (Kiswahili, English)
TEXTS: dict[str, tuple[str, str]] = {
    "held": ("KES {kes} ya hizi inathibitishwa na M-Pesa:", "KES {kes} of it is being verified with M-Pesa:"),
    "fare_held": (
        "Malipo haya yanathibitishwa na M-Pesa. Pesa zake hazitoki kabla ya hapo.",
        "This payment is being verified with M-Pesa. Its money does not leave before that.",
    ),
    "alarm_settle": ("Maliza kengele", "Acknowledge"),
    "alarm_why": ("Ilikuwa nini, na umefanya nini?", "What was it, and what did you do?"),
    "alarm_do": ("Maliza", "Acknowledge"),
    "alarm_done": ("Kengele imemalizwa.", "The alarm is acknowledged."),
    "ops_held_n": ("Malipo yasiyothibitishwa: {n}.", "Payments not verified: {n}."),
    "verifications": ("Yanayothibitishwa na M-Pesa", "Being verified with M-Pesa"),
    "verify_answer": ("Jibu", "Answer"),
    "verify.wanted": ("itaulizwa", "to be asked"),
    "verify.asked": ("imeulizwa, jibu linasubiriwa", "asked, answer awaited"),
    "verify.unknown": ("hakuna jibu", "no answer"),
    "verify.differs": ("M-Pesa inasema tofauti", "M-Pesa says otherwise"),
    "verify_ask": ("Uliza tena", "Ask again"),
    "doubt.above_limit": ("kiasi kikubwa", "large amount"),
    "doubt.amount_differs": ("kiasi si kilichoombwa", "not the amount asked for"),
}
