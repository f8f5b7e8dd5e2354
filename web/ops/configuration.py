"""What is configured: settings, limits, periods, the pilot. Proposed by one, decided by another; and what it was."""

from flask import Response, request

from web import phones
from web.doors import address
from web.pages import ask, go, render

PAGES = {"setting": "/ops/settings", "limit": "/ops/limits", "retention": "/ops/retention", "pilot": "/ops/pilot"}


def settings(session: str) -> Response:
    """Limits and thresholds by name."""
    return _all(session, "setting")


def limits(session: str) -> Response:
    """How often is too often."""
    return _all(session, "limit")


def retention(session: str) -> Response:
    """How long we keep what."""
    return _all(session, "retention")


def pilot(session: str) -> Response:
    """Who is in the pilot."""
    return _pilot(session)


def setting(session: str, setting: str) -> Response:
    """One of them, and what it was before."""
    return _one(session, "setting", setting)


def limit(session: str, act: str, per: str) -> Response:
    """One of them, and what it was before."""
    return _one(session, "limit", f"{act},{per}")


def retention_period(session: str, kind: str) -> Response:
    """One of them, and what it was before."""
    return _one(session, "retention", kind)


def propose_setting(session: str, setting: str) -> Response:
    """Nothing changes before another person agrees."""
    document = ask(
        "ops.propose_setting", session, p_setting=setting, p_value=_typed("value"), p_reason=_typed("reason")
    )
    return _after(session, "setting", setting, document["outcome"])


def propose_limit(session: str, act: str, per: str) -> Response:
    """Nothing changes before another person agrees."""
    document = ask(
        "ops.propose_limit", session, p_act=act, p_per=per,
        p_burst=_typed("burst"), p_refill_ms=_typed("refill_ms"), p_reason=_typed("reason"),
    )  # fmt: skip
    return _after(session, "limit", f"{act},{per}", document["outcome"])


def propose_retention(session: str, kind: str) -> Response:
    """Nothing changes before another person agrees."""
    document = ask(
        "ops.propose_retention", session, p_kind=kind, p_keep_days=_typed("keep_days"), p_reason=_typed("reason")
    )
    return _after(session, "retention", kind, document["outcome"])


def propose_pilot_entry(session: str, kind: str) -> Response:
    """A vehicle or a route enters or leaves the pilot once another person agrees."""
    document = ask(
        "ops.propose_pilot_entry", session, p_kind=kind,
        p_name=_typed("name"), p_listed=_typed("listed"), p_reason=_typed("reason"),
    )  # fmt: skip
    return _after_pilot(session, kind, document["outcome"])


def propose_pilot_sim(session: str) -> Response:
    """A SIM enters or leaves; its number goes no further than here."""
    phone = phones.typed(request.form.get("phone", ""))
    if not phone:
        return _pilot(session, "sim", "phone_wrong")
    document = ask(
        "ops.propose_pilot_sim", session, p_phone_hash=phones.lookup_hash(phone),
        p_phone_sealed=phones.seal("phone", phone.encode()), p_last3=phones.last3(phone),
        p_listed=_typed("listed"), p_reason=_typed("reason"),
    )  # fmt: skip
    return _after_pilot(session, "sim", document["outcome"])


def propose_pilot_end(session: str, pilot_entry_id: str) -> Response:
    """Whoever is in the pilot leaves once another person agrees."""
    document = ask("ops.propose_pilot_end", session, p_pilot_entry_id=pilot_entry_id, p_reason=_typed("reason"))
    return _after_pilot(session, pilot_entry_id, document["outcome"])


def decide_config(session: str, change_id: str) -> Response:
    """Now it changes, or never will."""
    document = ask("ops.decide_config", session, p_change_id=change_id, p_decision=request.form.get("decision", ""))
    return go(address(PAGES[document["kind"]], done=document["outcome"]))


def withdraw_config(session: str, change_id: str) -> Response:
    """Whoever proposed it thinks better of it."""
    document = ask("ops.withdraw_config", session, p_change_id=change_id)
    return go(address(PAGES[document["kind"]], done=document["outcome"]))


def _typed(field: str) -> str:
    return request.form.get(field, "").strip()


def _all(session: str, kind: str) -> Response:
    return render("ops/config.html", document=ask("ops.config", session, p_kind=kind), place=PAGES[kind],
                  done=request.args.get("done", ""))  # fmt: skip


def _one(session: str, kind: str, subject: str, error: str = "") -> Response:
    """Nothing is asked twice: what was typed stands in the form again."""
    document = ask("ops.config_item", session, p_kind=kind, p_subject=subject)
    return render("ops/config_item.html", 422 if error else 200, document=document, place=PAGES[kind], error=error,
                  typed=request.form)  # fmt: skip


def _pilot(session: str, at: str = "", error: str = "") -> Response:
    """at: the form that was sent, or the entry that is to end."""
    return render(
        "ops/pilot.html", 422 if error else 200, document=ask("ops.config", session, p_kind="pilot"),
        at=at or request.args.get("end", ""), error=error, typed=request.form, done=request.args.get("done", ""),
    )  # fmt: skip


def _after(session: str, kind: str, subject: str, outcome: str) -> Response:
    return go(address(PAGES[kind], done=outcome)) if outcome == "proposed" else _one(session, kind, subject, outcome)


def _after_pilot(session: str, at: str, outcome: str) -> Response:
    return go(address("/ops/pilot", done=outcome)) if outcome == "proposed" else _pilot(session, at, outcome)
