"""Pages of configuration: settings, rate limits, retention, bounds of figures and the pilot; a kind is a row of KINDS.

A change applies at once, except for a setting that moves money: a second person decides. So it is of what can't be
undone, a larger assignment and an erasure; their proposals are listed here too (docs/decisions/configuration.md).
"""

from typing import Any, NamedTuple

from flask import Response, request

from web.i18n import N_
from web.pages import ask, render, see_other, url
from web.security import phones, sealing


class Field(NamedTuple):
    """One field of a form: its name in the value of ops.change_config, its label's text, and how it is typed."""

    name: str
    label: str
    maxlength: int
    inputmode: str = "text"


class Kind(NamedTuple):
    """One kind of configuration: its name in the database, the fields of an item, and the template of its list.

    forms: what forms on the list itself change. (The fields of the pilot's forms are in its template.)
    """

    name: str
    fields: tuple[Field, ...]
    template: str = "ops/config.html"
    forms: tuple[str, ...] = ()


# By the word in the address: /ops/<word> and /ops/<word>/<subject>.
KINDS = {
    "settings": Kind("setting", (Field("value", N_("New value"), 80),)),
    "limits": Kind(
        "limit",
        (
            Field("burst", N_("How many at once"), 6, "numeric"),
            Field("refill_ms", N_("One more allowed every … ms"), 8, "numeric"),
        ),
    ),
    "retention": Kind("retention", (Field("keep_days", N_("Days"), 5, "numeric"),)),
    "bounds": Kind(
        "gate",
        (Field("green_bound", N_("Good"), 9, "numeric"), Field("alarm_bound", N_("Alarm"), 9, "numeric")),
    ),
    "pilot": Kind(
        "pilot", (Field("name", "", 80), Field("listed", "", 3)), "ops/pilot.html", ("vehicle", "route", "sim")
    ),
}


class Group(NamedTuple):
    """Settings that belong together: the key of their heading, and their names (none: all of the page)."""

    key: str
    names: tuple[str, ...] = ()


GROUPS = (
    Group("market", (
        "service_starts", "service_ends", "close_day_hour", "silent_after_minutes", "silent_gaps", "silent_least_fares",
        "owner_sms_at", "help_phone",
    )),
    Group("menu", ("ussd_code", "ussd_networks", "ussd_resume_seconds")),
    Group("prompts", (
        "push_wait_seconds", "push_send_seconds", "push_query_after_seconds", "push_expire_seconds", "outbox_tries",
    )),
    Group("sign_in", (
        "sign_in_tries", "sign_in_pause_minutes", "session_idle_minutes", "session_absolute_hours",
        "reauthentication_minutes", "reauthentication_minutes_new_device", "second_factor_offer_minutes",
        "code_minutes", "code_tries", "code_pause_minutes", "code_tries_a_day", "codes_a_minute", "codes_an_hour",
        "guessed_accounts", "password_params",
    )),
    Group("payouts", (
        "payouts_sent", "payout_min_cents", "payout_alone_cents", "payout_alone_day_cents", "payout_cap_cents",
        "payout_cap_new_device_cents", "destination_cooling_hours", "sim_swap_days", "sim_wait_seconds",
        "payout_approval_hours",
        "payout_query_after_seconds", "payout_unknown_alarm_minutes", "float_told_minutes",
    )),
    Group("crews", (
        "trip_hours", "boarding_sms_after_seconds", "trip_link_openings", "pin_tries", "pin_pause_minutes",
        "pin_unknown_sim_tries", "shift_end_minutes", "golive_days", "golive_tallied_percent", "grace_after_minutes",
        "promise_hours",
    )),
    Group("alarms", (
        "alarm_channels", "alarm_told_rank", "alarm_nag_minutes", "alarm_nag_minutes_others", "gate_green_minutes",
        "ussd_session_cost_cents", "sms_cost_cents",
    )),
    Group("points", (
        "loyalty_earn_cents", "loyalty_point_cents", "loyalty_day_points", "loyalty_programme_points",
        "loyalty_budget_bps", "loyalty_expiry_days", "loyalty_farm_sims", "loyalty_farm_minutes", "loyalty_farm_cents",
    )),
    Group("money", (
        "refund_alone_cents", "dispute_days", "dispute_alarm_hours",
        "missing_post_minutes", "missing_at_operator_minutes", "pull_clock_hours",
        "file_channels_by_two",
        "verify_above_cents", "assign_alone_cents", "assign_cap_cents", "assign_cap_new_device_cents",
        "move_fare_minutes", "ussd_min_cents", "ussd_max_cents", "new_device_hours", "time_zone",
    )),
)  # fmt: skip
ALL = (Group("all"),)

# Pages of proposals only, by the word in the address.
PROPOSALS = {
    "assignments": "assignment",
    "erasures": "erasure",
    "transfers": "transfer",
    "resolutions": "payout",
    "reversals": "reversal",
}


def proposals(session: str, page: str) -> Response:
    """Show the proposals of one kind that wait, and those decided last."""
    document = ask("ops.config", session, p_kind=PROPOSALS[page], p_subject=None)
    return render("ops/config.html", document=document, pages=(), page=page, groups=ALL,
                  group=ALL[0], done=request.args.get("done", ""))  # fmt: skip


def config_items(session: str, page: str, form: str = "", error: str = "") -> Response:
    """Show all items of one kind. form: which form of the page is open; error: its error."""
    return _page(session, page, None, KINDS[page].template, error, form=form, done=request.args.get("done", ""))


def config_item(session: str, page: str, subject: str, error: str = "") -> Response:
    """Show one item, its form and earlier values; or the list with one of its own forms open."""
    if subject in KINDS[page].forms:
        return config_items(session, page, subject, error)
    return _page(session, page, subject, "ops/config_item.html", error)


def change_config(session: str, page: str, subject: str) -> Response:
    """Change an item or propose the change; on an error, show the form again with what was typed."""
    kind = KINDS[page]
    if (page, subject) == ("pilot", "sim"):
        outcome = _change_pilot_sim(session)
    else:
        value = {field.name: _typed(field.name) for field in kind.fields}
        outcome = ask(
            "ops.change_config", session, p_kind=kind.name, p_subject=subject, p_value=value, p_reason=_typed("reason")
        )["outcome"]
    if outcome in ("changed", "proposed"):
        return see_other(url(f"/ops/{page}", done=outcome))
    return config_item(session, page, subject, outcome)


def decide_config(session: str, change_id: str) -> Response:
    """Approve or decline a proposal, as a second person."""
    document = ask(
        "ops.decide_config", session, p_change_id=change_id, p_decision=_typed("decision"), p_reason=_typed("reason")
    )
    return _back(document)


def withdraw_config(session: str, change_id: str) -> Response:
    """Withdraw one's own proposal."""
    document = ask("ops.withdraw_config", session, p_change_id=change_id)
    return _back(document)


def _back(document: dict[str, Any]) -> Response:
    """To the list that the proposal is from."""
    page = next((page for page, kind in PROPOSALS.items() if kind == document["kind"]), "settings")
    return see_other(url(f"/ops/{page}", done=document["outcome"]))


def _typed(field: str) -> str:
    return request.form.get(field, "").strip()


def _page(session: str, page: str, subject: str | None, template: str, error: str, **values: str) -> Response:
    document = ask("ops.config", session, p_kind=KINDS[page].name, p_subject=subject)
    groups = _groups(document) if page == "settings" else ALL
    return render(
        template, 422 if error else 200, document=document, pages=tuple(KINDS), page=page, fields=KINDS[page].fields,
        groups=groups, group=_chosen(groups), error=error, typed=request.form, **values,
    )  # fmt: skip


def _groups(document: dict[str, Any]) -> tuple[Group, ...]:
    """The groups of settings; what is in none of them comes last."""
    known = {name for group in GROUPS for name in group.names}
    others = tuple(item["subject"] for item in document["items"] if item["subject"] not in known)
    return (*GROUPS, *((Group("others", others),) if others else ()))


def _chosen(groups: tuple[Group, ...]) -> Group:
    """The group that the address asks for. All of them at once would make a page too heavy for a slow line."""
    return next((group for group in groups if group.key == request.args.get("group")), groups[0])


def _change_pilot_sim(session: str) -> str:
    """A SIM enters or leaves the pilot. Its number is sealed here."""
    phone = phones.parse(request.form.get("phone", ""))
    if not phone:
        return "phone_wrong"
    outcome: str = ask(
        "ops.change_pilot_sim", session, p_phone_hash=phones.lookup_hash(phone),
        p_phone_sealed=sealing.seal("phone", phone.encode()), p_last3=phones.last3(phone),
        p_listed=_typed("listed"), p_reason=_typed("reason"),
    )["outcome"]  # fmt: skip
    return outcome
