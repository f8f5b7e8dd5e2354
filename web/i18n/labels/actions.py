"""Actions on a person: their names, what they will do, and the figures shown with them."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "action_name": {
        "disable": N_("Suspend account"),
        "enable": N_("Restore account"),
        "lift_freeze": N_("Allow withdrawals again"),
        "end_sessions": N_("Sign out everywhere"),
        "forget_device": N_("Remove a device"),
        "grant": N_("Add role"),
        "revoke": N_("Remove role"),
        "crew": N_("New crew"),
        "erase": N_("Erase personal data"),
        "close_vehicle": N_("Close the vehicle"),
        "reopen_vehicle": N_("Reopen the vehicle"),
        "move_vehicle": N_("Move the vehicle"),
        "transfer_vehicle": N_("Transfer to another owner"),
    },
    "action_will": {
        "disable": N_(
            "They can't sign in from this moment, their roles don't count, and an SMS tells them so. Enabling takes "
            "two people."
        ),
        "lift_freeze": N_(
            "Call them on the phone that you know, and ask for something that only they can say. Then money may leave "
            "again; what was taken back is asked for again by them."
        ),
        "enable": N_(
            "If a second person approves, this person is told by SMS to set a new password, and their roles count "
            "again."
        ),
        "end_sessions": N_("They are signed out everywhere now, and sign in again with their password."),
        "forget_device": N_("This device is signed out now."),
        "grant": N_("If a second person approves, this person has the role where you say and for as long as you say."),
        "revoke": N_("If a second person approves, this role ends at once."),
        "crew": N_("If the treasurer approves, this person can start trips of that vehicle and see its fares."),
        "erase": N_(
            "If a second person approves, number, name and what they typed are erased, and it can't be undone;"
            " the ledger of payments stays."
        ),
        "close_vehicle": N_(
            "From this moment it takes no fares: its door code is freed, its trip and its crew's roles end. What it "
            "earned stays with its owner. Only Lipa Fare staff can reopen it."
        ),
        "reopen_vehicle": N_(
            "It comes back with the owner, SACCO and split that it had. It needs a door code, and its crew is proposed "
            "anew."
        ),
        "move_vehicle": N_(
            "From this moment it has the fares of the other route. In another SACCO its crew stays behind, and an open "
            "split proposal ends; the split itself stays."
        ),
        "transfer_vehicle": N_(
            "When a second person has approved it, its fares go to the buyer, divided as before. What it earned stays "
            "with the seller. Seller and buyer are told by SMS."
        ),
    },
    "action_figure": {
        "disable.sessions": N_("Sessions that end"),
        "disable.grants": N_("Their roles that stop working"),
        "disable.proposals": N_("Their open requests"),
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
        "disable": N_("Suspend now"),
        "lift_freeze": N_("Allow withdrawals now"),
        "enable": N_("Request to restore"),
        "end_sessions": N_("Sign out now"),
        "forget_device": N_("Remove the device now"),
        "grant": N_("Request the role"),
        "revoke": N_("Request removal"),
        "crew": N_("Propose"),
        "erase": N_("Request the erasure"),
        "close_vehicle": N_("Close it now"),
        "reopen_vehicle": N_("Reopen it now"),
        "move_vehicle": N_("Move it now"),
        "transfer_vehicle": N_("Ask for the transfer"),
    },
}
