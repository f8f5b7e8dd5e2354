"""What staff switch on and off with one click: fares of a vehicle, route or SIM, and the time of promises."""

from flask import Response, request

from web.fleet import go_live
from web.ops import configuration
from web.pages import ask, local_or_home, see_other, url
from web.security import phones, sealing


def switch_fares(session: str) -> Response:
    """Switch a vehicle, a route or what is off; back to the page that the button was on."""
    form = request.form
    outcome = ask("ops.switch_fares", session, p_kind=form.get("kind", ""), p_subject=form.get("subject", "").strip(),
                  p_to=form.get("to", ""))["outcome"]  # fmt: skip
    return _back(session, outcome)


def switch_sim(session: str) -> Response:
    """Switch a SIM off. Its number is sealed here."""
    phone = phones.parse(request.form.get("phone", ""))
    if not phone:
        return _back(session, "phone_wrong")
    outcome = ask("ops.switch_sim", session, p_phone_hash=phones.lookup_hash(phone),
                  p_phone_sealed=sealing.seal("phone", phone.encode()), p_last3=phones.last3(phone))  # fmt: skip
    return _back(session, outcome["outcome"])


def switch_grace(session: str) -> Response:
    """Begin or end the time of promises by hand."""
    outcome = ask("ops.switch_grace", session, p_to=request.form.get("to", ""),
                  p_reason=request.form.get("reason", "").strip())["outcome"]  # fmt: skip
    if outcome in ("no_reason", "wrong"):
        return go_live.promises(session, outcome)
    return see_other(url("/ops/promises", done=outcome))


def _back(session: str, outcome: str) -> Response:
    if outcome not in ("on", "off", "same"):
        return configuration.config_items(session, "pilot", "stop", outcome)
    return see_other(url(local_or_home(request.form.get("back", "/ops/pilot")), done=outcome))
