"""How many fares a second each scope has at its peak, and what else arrives with a fare."""

from dataclasses import dataclass

# Fares a second at the peak of a day at which all fares are cashless. Source: the trade, table of scopes.
PEAKS = {"pilot": 1.1, "route": 4.2, "sacco": 10.5, "nairobi": 280.0, "kenya": 1008.0}
# After an outage of one hour the operator sends that hour's messages at about this many times that hour's rate.
BACKLOG_FACTOR, OUTAGE_SECONDS = 5, 3600

CONFIRM, PROMPTED, RESULT, USSD = "confirm", "confirm_prompted", "push_result", "ussd"
LIST, OWNER, SACCO, LATE = "boarding_list", "owner_page", "sacco_page", "late_confirm"
CONFIRMATIONS = (CONFIRM, PROMPTED, LATE)


@dataclass(frozen=True)
class Mix:
    """What arrives for one fare, on average."""

    # Of the fares, so many are paid after a menu and a prompt: four screens, the prompt's result, the confirmation.
    # The others are paid straight to the PayBill with the vehicle's number as account.
    prompted: float = 0.4
    # A conductor reads the list once in five fares, an owner the first page once in fifty, a SACCO once in two hundred.
    boarding_list: float = 0.2
    owner_page: float = 0.02
    sacco_page: float = 0.005
    # Seconds between two keys of a menu, and between a prompt's result and its confirmation.
    key_seconds: float = 3.0
    result_seconds: float = 0.3


MENU_KEYS = 4  # dial; vehicle; where to; pay


def rate_of(scope: str) -> float:
    """Fares a second of a scope, or of a number."""
    if scope in PEAKS:
        return PEAKS[scope]
    try:
        rate = float(scope)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= 100_000:
        raise SystemExit(f"SCOPE is none of {', '.join(PEAKS)}, search, or fares a second: {scope}")
    return rate


def per_fare(mix: Mix) -> dict[str, float]:
    """Requests of each kind for one fare, as the report shows them."""
    return {
        CONFIRM: 1 - mix.prompted, PROMPTED: mix.prompted, RESULT: mix.prompted, USSD: MENU_KEYS * mix.prompted,
        LIST: mix.boarding_list, OWNER: mix.owner_page, SACCO: mix.sacco_page,
    }  # fmt: skip
