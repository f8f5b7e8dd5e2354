"""Words on the pages of dangerous acts: what will happen, and figures of it; part of the catalogue in web/texts.py."""

# key: (Kiswahili, English)
TEXTS: dict[str, tuple[str, str]] = {
    "act_back": ("Rudi bila kufanya", "Back, without doing it"),
    "act_look": ("Angalia kitakachotokea", "See what will happen"),
    "act_code": (
        "Tarakimu 6 zinazoonekana sasa kwenye programu ya simu yako.",
        "The 6 digits that the app on your phone shows now.",
    ),
    "second_step_again": (
        "Muda wa namba ya programu umekwisha. Andika namba mpya hapa.",
        "It is too long since your last code. Enter a new one here.",
    ),
    "act_name.disable": ("Fungia mtu", "Disable a person"),
    "act_name.enable": ("Fungua mtu tena", "Enable a person again"),
    "act_name.end_sessions": ("Funga vipindi vyake vyote", "End all their sessions"),
    "act_name.forget_device": ("Sahau kifaa", "Forget a device"),
    "act_name.grant": ("Mpe jukumu", "Give a role"),
    "act_name.revoke": ("Ondoa jukumu", "Take a role"),
    "act_name.crew": ("Kondakta au dereva mpya", "New crew"),
    "act_name.erase": ("Sahau mtu", "Forget a person"),
    "act_will.disable": (
        "Mara moja hataweza kuingia, majukumu yake hayatatumika na ataambiwa kwa SMS. Kumfungua kunataka watu wawili.",
        "At once they can't sign in, their roles don't count and they are told by SMS. Enabling takes two people.",
    ),
    "act_will.enable": (
        "Mtu wa pili akikubali, mtu huyu ataambiwa kwa SMS aweke nenosiri jipya, na majukumu yake yatatumika tena.",
        "If a second person approves, this person is told by SMS to set a new password, and their roles count again.",
    ),
    "act_will.end_sessions": (
        "Mara moja ataondolewa kila alipoingia na akaunti hii; ataingia upya kwa nenosiri.",
        "At once they are signed out wherever this account is open, and sign in anew with their password.",
    ),
    "act_will.forget_device": (
        "Mara moja vipindi vilivyo wazi kwenye kifaa hiki vitafungwa.",
        "At once what is open on this device ends.",
    ),
    "act_will.grant": (
        "Mtu wa pili akikubali, mtu huyu atakuwa na jukumu hilo mahali na kwa muda utakaouandika.",
        "If a second person approves, this person has the role where you say and for as long as you say.",
    ),
    "act_will.revoke": (
        "Mtu wa pili akikubali, jukumu hili litaisha mara moja.",
        "If a second person approves, this role ends at once.",
    ),
    "act_will.crew": (
        "Mweka hazina akikubali, mtu huyu ataweza kuanza safari za gari hilo na kuona nauli zake.",
        "If the treasurer approves, this person can start trips of that vehicle and see its fares.",
    ),
    "act_will.erase": (
        "Mara moja namba, jina na alichoandika vitafutwa, na haiwezi kurudishwa; hesabu ya malipo haibadiliki.",
        "At once number, name and what they typed are erased, and it can't be undone; the ledger of payments stays.",
    ),
    "act_figure.disable.sessions": ("Vipindi vitakavyofungwa", "Sessions that end"),
    "act_figure.disable.grants": ("Majukumu yatakayoacha kutumika", "Roles that count for nothing"),
    "act_figure.disable.proposals": (
        "Mapendekezo yake yatakayobaki yakisubiri",
        "Proposals of theirs that go on waiting",
    ),
    "act_figure.erase.messages": ("Jumbe za M-Pesa zitakazofutwa", "M-Pesa messages emptied"),
    "act_figure.erase.menus": ("Menyu alizopiga zitakazofutwa", "Menus dialled, erased"),
    "act_figure.erase.sms": ("SMS zitakazofutwa", "SMS erased"),
    "act_figure.erase.accounts": ("Akaunti itakayofutwa", "Accounts emptied"),
    "act_figure.erase.sessions": ("Kumbukumbu za kuingia zitakazofutwa", "Sign-ins erased"),
    "act_figure.erase.proposals": ("Mapendekezo kumhusu yatakayoondolewa", "Proposals about them, withdrawn"),
    "act_figure.erase.payments": ("Malipo yanayobaki, bila jina", "Payments that stay, without a name"),
    "act_figure.erase.cents": ("Jumla yake, isiyobadilika", "Their sum, unchanged"),
    "act_do.disable": ("Fungia sasa", "Disable now"),
    "act_do.enable": ("Pendekeza kumfungua", "Propose to enable"),
    "act_do.end_sessions": ("Funga vipindi sasa", "End the sessions now"),
    "act_do.forget_device": ("Sahau kifaa sasa", "Forget the device now"),
    "act_do.grant": ("Pendekeza jukumu", "Propose the role"),
    "act_do.revoke": ("Pendekeza kuondoa", "Propose to take it"),
    "act_do.crew": ("Pendekeza", "Propose"),
    "act_do.erase": ("Sahau mtu huyu sasa", "Forget this person now"),
    "privacy_reason_hint": ("Herufi 5 hadi 500.", "5 to 500 letters."),
}
