"""The conductor's day: cash told by crews, shadow mode, promises while M-Pesa is silent."""

from web.i18n import N_, NP_

LABELS: dict[str, dict[str, str]] = {
    "tally_done": {
        "told": N_("Written down."),
        "promised": N_("Written down. The payment clears it when it comes."),
        "withdrawn": N_("The promise is removed."),
        "gone": N_("It had ended already."),
    },
    "tally_not": {
        "over": N_("That trip is closed: its cash can't be told any more."),
        "wrong": N_("Write whole shillings, up to 100,000, and from 1 to 200 people."),
        "wrong_promise": N_("Write the last three digits, and the fare in whole shillings."),
        "no_grace": N_("M-Pesa works: the list shows who has paid."),
        "no_trip": N_("No trip is open: begin one first."),
    },
    "promise_state": {
        "open": NP_("promise", "waiting"),
        "cleared": NP_("promise", "paid"),
        "lapsed": NP_("promise", "no payment came"),
    },
    "golive_state": {
        "none": N_("not begun"),
        "shadow": N_("shadow mode"),
        "ready": N_("ready to go live"),
        "live": N_("live"),
    },
    "golive_mark": {
        "clean": N_("clean day"),
        "apart": N_("the counts are too far apart"),
        "untold": N_("too few trips were counted by the crew"),
    },
    "golive_done": {
        "shadow": N_("In shadow mode from now on."),
        "live": N_("Live: cashless only. Tell crews and passengers."),
        "none": N_("Ended."),
        "same": N_("It was so already."),
    },
    "golive_not": {
        "not_ready": N_("Not yet: the last days were not all clean."),
        "wrong": N_("Choose shadow mode, live, or its end."),
    },
    "grace_done": {
        "started": N_("Begun. Crews can write down promises now."),
        "ended": N_("Ended. Crews write down no more promises."),
        "same": N_("It was so already."),
    },
    "grace_not": {
        "no_reason": N_("Say why in 10 letters or more; colleagues will read it."),
        "wrong": N_("Choose on or off."),
    },
}
