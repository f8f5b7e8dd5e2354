"""Actions on a person: their names, what they will do, and the figures shown with them."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "action_name": {
        "disable": N_("Disable a person"),
        "enable": N_("Enable a person again"),
        "end_sessions": N_("End all their sessions"),
        "forget_device": N_("Forget a device"),
        "grant": N_("Give a role"),
        "revoke": N_("Take a role"),
        "crew": N_("New crew"),
        "erase": N_("Forget a person"),
    },
    "action_will": {
        "disable": N_(
            "They can't sign in from this moment, their roles don't count, and an SMS tells them so. Enabling takes "
            "two people."
        ),
        "enable": N_(
            "If a second person approves, this person is told by SMS to set a new password, and their roles count "
            "again."
        ),
        "end_sessions": N_("They are signed out everywhere now, and sign in again with their password."),
        "forget_device": N_("Every session on this device ends now."),
        "grant": N_("If a second person approves, this person has the role where you say and for as long as you say."),
        "revoke": N_("If a second person approves, this role ends at once."),
        "crew": N_("If the treasurer approves, this person can start trips of that vehicle and see its fares."),
        "erase": N_(
            "Number, name and what they typed are erased now, and it can't be undone; the ledger of payments stays."
        ),
    },
    "action_figure": {
        "disable.sessions": N_("Sessions that end"),
        "disable.grants": N_("Roles that no longer count"),
        "disable.proposals": N_("Their proposals that still wait"),
        "erase.messages": N_("M-Pesa messages emptied"),
        "erase.menus": N_("Menus dialled, erased"),
        "erase.sms": N_("SMS erased"),
        "erase.accounts": N_("Accounts emptied"),
        "erase.sessions": N_("Sign-ins erased"),
        "erase.proposals": N_("Proposals about them, withdrawn"),
        "erase.payments": N_("Payments that stay, without a name"),
        "erase.cents": N_("Their sum, unchanged"),
    },
    "action_do": {
        "disable": N_("Disable now"),
        "enable": N_("Propose to enable"),
        "end_sessions": N_("End the sessions now"),
        "forget_device": N_("Forget the device now"),
        "grant": N_("Propose the role"),
        "revoke": N_("Propose to take it"),
        "crew": N_("Propose"),
        "erase": N_("Forget this person now"),
    },
}
