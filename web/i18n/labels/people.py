"""People, their roles, and changes of roles."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "role": {
        "passenger": N_("passenger"),
        "crew": N_("crew"),
        "owner": N_("owner"),
        "sacco_admin": N_("SACCO admin"),
        "sacco_treasurer": N_("SACCO treasurer"),
        "ops": N_("Lipa Fare staff"),
        "finance": N_("finance"),
        "auditor": N_("auditor"),
        "partner": N_("partner"),
    },
    "role_change": {"grant": N_("grant"), "revoke": N_("revoke"), "enable": N_("restore")},
    "state": {
        "proposed": N_("waiting"),
        "approved": N_("approved"),
        "declined": N_("declined"),
        "withdrawn": N_("withdrawn"),
    },
    "change_will": {
        "grant": N_("Give %(person)s ..%(last3)s the role: %(role)s (%(scope)s)."),
        "revoke": N_("Remove from %(person)s ..%(last3)s the role: %(role)s (%(scope)s)."),
        "enable": N_(
            "Restore the account of %(person)s ..%(last3)s, with their roles. They set a new password and PIN by phone."
        ),
    },
    "change_done": {
        "proposed": N_("Proposed; somebody else will decide."),
        "approved": N_("Approved, and in force."),
        "declined": N_("Declined."),
        "registered": N_("Registered."),
        "known": N_("This phone is registered already. Nothing was changed."),
        "ended": N_("Signed out everywhere."),
        "disabled": N_("Suspended. They are signed out and were told by SMS."),
        "lifted": N_("Withdrawals are allowed again, and they were told by SMS."),
        "forgotten": N_("Device removed. The next sign-in there counts as one on a new device."),
        "withdrawn": N_("Withdrawn."),
    },
    "change_not": {
        "not_frozen": N_("Their withdrawals are not stopped."),
        "no_scope": N_("No such owner, SACCO or vehicle."),
        "no_reason": N_("Give a reason of 3 to 200 letters."),
        "no_real_reason": N_("Say why in 10 letters or more; colleagues will read it."),
        "bad_day": N_("Enter a date such as 31/12/2026."),
        "bad_time": N_("The period is over, or ends before it begins."),
        "held": N_("They hold that role already."),
        "waiting": N_("The same proposal is waiting already."),
        "same_person": N_("Nobody may propose or decide about themselves, or decide their own proposal."),
        "oneself": N_("You can't suspend your own account."),
        "last": N_(
            "Not possible: two people must remain, one to propose and one to decide. Give somebody else that role "
            "first."
        ),
        "already": N_("Suspended already."),
        "not_disabled": N_("Not suspended, or the account was erased."),
        "gone": N_("It is no longer there."),
        "not_maker": N_("Only the person who asked can withdraw it."),
    },
    "home": {
        "sacco": N_("My SACCO"),
        "crew": N_("Trip"),
        "owner": N_("My vehicles"),
        "ops": N_("Operations"),
        "ops/finance": N_("Money"),
    },
}
