"""The navigation of each party's pages: at most five entries, each shown to whom the database lets call its function.

A new page that people should find from anywhere is one row here.
"""

from typing import Any, NamedTuple

from web.i18n import N_


class Entry(NamedTuple):
    """A link: its text, where it leads, and the API function that decides who sees it."""

    text: str
    path: str
    function: str


MOST = 5
NAVIGATION: dict[str, tuple[Entry, ...]] = {
    "owner": (
        Entry(N_("Today"), "/owner/", "owners.home"),
        Entry(N_("My pots"), "/owner/wallets", "owners.wallets"),
        Entry(N_("Withdraw"), "/owner/withdraw", "owners.withdrawal"),
        Entry(N_("Statement"), "/owner/statement", "owners.account_statement"),
    ),
    "sacco": (
        Entry(N_("Today"), "/sacco/", "sacco.home"),
        Entry(N_("People"), "/sacco/people", "sacco.people"),
        Entry(N_("Vehicles"), "/sacco/fleet", "sacco.fleet"),
        Entry(N_("Withdraw"), "/sacco/withdraw", "sacco.withdrawal"),
        Entry(N_("Approvals"), "/sacco/approvals", "sacco.payout_approvals"),
    ),
    "crew": (
        Entry(N_("Who has paid"), "/crew/", "crew.home"),
        Entry(N_("Withdraw"), "/crew/withdraw", "crew.withdrawal"),
    ),
    "ops": (
        Entry(N_("Today"), "/ops/", "ops.home"),
        Entry(N_("Money"), "/ops/finance/", "ops.finance"),
        Entry(N_("Reconciliation"), "/ops/reconciliation", "ops.reconciliation"),
        Entry(N_("Withdrawals"), "/ops/payouts", "ops.payouts"),
        Entry(N_("SACCOs and vehicles"), "/ops/fleet", "ops.fleet"),
        Entry(N_("People"), "/ops/people", "ops.people"),
        Entry(N_("Activity log"), "/ops/audit-log", "ops.audit_log"),
        Entry(N_("Settings"), "/ops/settings", "ops.config"),
    ),
}


def entries(path: str, viewer: dict[str, Any]) -> list[Entry]:
    """The navigation of the party whose page this is; other pages have that of the viewer's first home."""
    party = path.split("/")[1]
    if party not in NAVIGATION:
        party = next(iter(viewer["homes"]), "").split("/")[0]
    return [entry for entry in NAVIGATION.get(party, ()) if entry.function in viewer["may"]][:MOST]


# Pages that are reached from an entry of another address.
BELONGS = {
    **{f"/{party}/{page}": f"/{party}/withdraw" for party in ("owner", "sacco", "crew")
       for page in ("payouts", "destinations", "vendors", "vouchers", "voucher")},
    **{f"/ops/{page}": "/ops/payouts" for page in ("approvals", "resolutions", "vendors", "vouchers")},
    "/ops/go-live": "/ops/fleet", "/ops/promises": "/ops/fleet",
    "/sacco/go-live": "/sacco/fleet", "/sacco/promises": "/sacco/fleet",
    "/ops/journals": "/ops/finance/", "/ops/days": "/ops/finance/", "/ops/trust": "/ops/finance/",
    "/ops/loyalty": "/ops/finance/",
    "/ops/breaks": "/ops/reconciliation", "/ops/statements": "/ops/reconciliation",
}  # fmt: skip


def current(path: str, viewer: dict[str, Any]) -> str:
    """The path of the entry that this page belongs to: the longest that begins its address."""
    path = BELONGS.get("/".join(path.split("/")[:3]), path)
    fitting = [entry.path for entry in entries(path, viewer) if path.startswith(entry.path)]
    return max(fitting, key=len, default="")
