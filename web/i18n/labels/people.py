"""People, their roles, and changes of roles."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "role": {
        "passenger": N_("passenger"),
        "crew": N_("crew"),
        "owner": N_("owner"),
        "sacco_admin": N_("SACCO admin"),
        "sacco_treasurer": N_("SACCO treasurer"),
        "ops": N_("operations"),
        "finance": N_("finance"),
        "auditor": N_("auditor"),
        "partner": N_("partner"),
    },
    "role_change": {
        "grant": N_("grant"),
        "revoke": N_("revoke"),
        "enable": N_("enable"),
    },
    "state": {
        "proposed": N_("waiting"),
        "approved": N_("approved"),
        "declined": N_("declined"),
        "withdrawn": N_("withdrawn"),
    },
    "change_will": {
        "grant": N_("%(person)s ..%(last3)s will be given the role: %(role)s (%(scope)s)."),
        "revoke": N_("%(person)s ..%(last3)s will lose the role: %(role)s (%(scope)s)."),
        "enable": N_(
            "%(person)s ..%(last3)s will be enabled, with their roles. Password and number are set anew by their phone."
        ),
    },
    "change_done": {
        "proposed": N_("Proposed; somebody else will decide."),
        "approved": N_("Approved, and in force."),
        "declined": N_("Declined."),
        "registered": N_("Registered."),
        "ended": N_("Sessions ended."),
        "disabled": N_("Disabled. Their sessions have ended, and they were told by SMS."),
        "forgotten": N_("Device forgotten. The next sign-in there counts as one on a new device."),
        "withdrawn": N_("Withdrawn."),
    },
    "change_not": {
        "no_scope": N_("That role is not held there: check the plate or name."),
        "no_reason": N_("Give a reason of 3 to 200 letters."),
        "bad_day": N_("That isn't a day."),
        "bad_time": N_("Its time is over, or ends before it begins."),
        "held": N_("They hold that role already."),
        "waiting": N_("The same proposal waits already."),
        "same_person": N_("Nobody proposes or decides about themselves, nor decides their own proposal."),
        "oneself": N_("Nobody disables themselves."),
        "last": N_(
            "Not possible: two people must remain, one to propose and one to decide. Give somebody else that role "
            "first."
        ),
        "already": N_("Disabled already."),
        "not_disabled": N_("Not disabled, or the account was erased."),
        "gone": N_("It is no longer there."),
        "not_maker": N_("Only who proposed it withdraws it."),
    },
    "home": {
        "sacco": N_("My SACCO"),
        "crew": N_("Trip"),
        "owner": N_("My vehicles"),
        "ops": N_("Operations"),
    },
}
