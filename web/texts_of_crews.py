"""Words of the conductor's page; part of the catalogue in web/texts.py."""

TEXTS: dict[str, tuple[str, str]] = {
    "crew_page": ("Walipaji wa safari", "Who has paid"),
    "crew_link_intro": (
        "Hii ni orodha ya walipaji wa safari moja. Itafungika safari ikiisha. Usimpe mtu mwingine kiungo hiki.",
        "This is the list of who paid on one trip. It closes when the trip ends. Give this link to nobody.",
    ),
    "crew_link_open": ("Fungua orodha", "Open the list"),
    "crew_link_over": ("Kiungo hiki hakifunguki tena.", "This link opens nothing any more."),
    "crew_link_again": (
        "Safari imekwisha, au kiungo kilifunguliwa mara nyingi. Piga {dial} uombe kingine (6 Kiungo).",
        "The trip is over, or the link was opened too often. Dial {dial} for another one (6 Link).",
    ),
    "crew_paid": ("Walipaji {n}, KES {kes}.", "{n} paid, KES {kes}."),
    "crew_nobody": ("Bado hakuna aliyelipa.", "Nobody has paid yet."),
    "crew_since": ("safari ilianza {at}", "trip began {at}"),
    "crew_no_trip": ("{plate} haliko safarini.", "{plate} is on no trip."),
    "crew_when": ("Saa", "Time"),
    "crew_where": ("Kituo", "To"),
    "crew_phone": ("Simu", "Phone"),
    "crew_newest": ("Hawa ni {n} wa mwisho.", "These are the last {n}."),
    "crew_start": ("Anza safari mpya", "Start a new trip"),
    "crew_end": ("Maliza safari", "End the trip"),
    "crew_trip.started": ("Safari mpya imeanza.", "A new trip began."),
    "crew_trip.ended": ("Safari imekwisha.", "The trip is over."),
    "crew_trip.none": ("Gari haliko safarini.", "The vehicle is on no trip."),
    "crew_looked": ("Imeangaliwa {at}.", "Looked at {at}."),
    "crew_pause": ("Acha kuangalia", "Stop looking"),
    "crew_go_on": ("Angalia kila sekunde {n}", "Look every {n} s"),
    "home_crew": ("Safari", "Trip"),
    "crew_over": ("Ukurasa wa safari umefungwa.", "The trip's page is closed."),
    "crew_sign_in": (
        "Dereva au kondakta? Piga {dial} kwa simu yoyote.",
        "Driver or conductor? Dial {dial} on any phone.",
    ),
}
