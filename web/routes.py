"""The table of routes: every HTTP address with its method, its handler and who may call it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from flask import Blueprint, Flask

from web import health, person_actions, search
from web.account import about, password_reset, second_factor, sessions, sign_in, verify
from web.auth import Auth, Handler, guard
from web.callbacks import c2b, misaddressed, payout_results, sms, status_results, stk, ussd
from web.crew import money as crew_money
from web.crew import views as crew
from web.crew import vouchers as crew_vouchers
from web.fleet import fares, go_live, splits
from web.fleet import pages as fleet
from web.ops import (
    alarms,
    configuration,
    days,
    figures,
    finance,
    jobs,
    journals,
    loyalty,
    people,
    privacy,
    reconciliation,
    refunds,
    switches,
)
from web.ops import payouts as payouts_board
from web.ops import statements as ops_statements
from web.ops import vendors as ops_vendors
from web.ops import views as ops
from web.ops import vouchers as ops_vouchers
from web.owners import automatic
from web.owners import vendors as owner_vendors
from web.owners import views as owners
from web.owners import vouchers as owner_vouchers
from web.payouts import approvals, destinations, withdrawals
from web.sacco import views as sacco
from web.statements import views as statements


class Route(NamedTuple):
    """One row of the table.

    actor: the blueprint, the schema and the database role, all of the same name; "none" for health checks.
    limit: the row of config.rate_limits that counts it, if that is not "page" or "form".
    defaults: arguments of the handler that are not in the path, so that one handler serves several paths.
    """

    methods: str
    path: str
    handler: Handler
    auth: Auth
    actor: str
    limit: str = ""
    defaults: Mapping[str, str] = MappingProxyType({})


# What is registered for a SACCO on a page of its own; and what only staff do with a vehicle.
FORMS = ("route", "owner", "vehicle")
STAFF_ONLY = (("sacco", "/vehicles/<plate>/transfer"), ("sacco", "/vehicles/<plate>/reopen"))

# Onboarding, for staff and for SACCOs: method, path, handler, its defaults.
FLEET: tuple[tuple[str, str, Handler, dict[str, str]], ...] = (
    ("GET", "", fleet.fleet, {}),
    ("GET", "/saccos/<sacco_id>", fleet.sacco, {}),
    *(("GET", f"/saccos/<sacco_id>/{form}", fleet.fleet_form, {"form": form}) for form in FORMS),
    *(("POST", f"/saccos/<sacco_id>/{form}", fleet.add_to_fleet, {"form": form}) for form in FORMS),
    ("GET", "/routes/<route_id>", fares.fleet_route, {}),
    ("GET", "/vehicles/<plate>", fleet.fleet_vehicle, {}),
    ("POST", "/vehicles/<plate>/code", fleet.give_code, {}),
    ("GET", "/vehicles/<plate>/sticker.pdf", fleet.print_sticker, {}),
    ("GET", "/vehicles/<plate>/split", splits.split, {}),
    *(("GET", f"/vehicles/<plate>/{name}", fleet.vehicle_change, {"action": name}) for name in fleet.CHANGES),
    *(("POST", f"/vehicles/<plate>/{name}", fleet.change_vehicle, {"action": name}) for name in fleet.CHANGES),
)

# Money out, for each party that has some.
PAYOUTS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/withdraw", withdrawals.withdraw),
    ("POST", "/withdraw", withdrawals.ask_code),
    ("GET", "/withdraw/confirm", withdrawals.confirm_payout),
    ("POST", "/withdraw/confirm", withdrawals.request_payout),
    ("GET", "/payouts", withdrawals.payouts),
    ("GET", "/payouts/<payout_ref>", withdrawals.payout),
    ("POST", "/payouts/<payout_ref>/cancel", withdrawals.cancel_payout),
    ("GET", "/destinations", destinations.destinations),
    ("POST", "/destinations", destinations.ask_destination_code),
    ("POST", "/destinations/add", destinations.add_destination),
    ("POST", "/destinations/<destination_id>/remove", destinations.remove_destination),
)

# The statement of an account, as page and as files.
STATEMENTS: dict[str, Handler] = {
    "": statements.statement, ".csv": statements.statement_csv, ".xlsx": statements.statement_xlsx,
    ".pdf": statements.statement_pdf,
}  # fmt: skip

ROUTES = (
    Route("POST", "/telco/<token>/c2b/validation", c2b.validation, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/c2b/confirmation", c2b.confirmation, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/stk/<payment_ref>", stk.push_result, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/payout/<payout_ref>/result", payout_results.payout_result, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/payout/<payout_ref>/timeout", payout_results.payout_timeout, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/status/<ref>/result", status_results.status_result, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/status/<ref>/timeout", status_results.status_timeout, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/ussd", ussd.step, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/ussd/end", ussd.end, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/sms/delivery", sms.delivery, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/sms/inbound", sms.inbound, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/", misaddressed.unknown_address, Auth.TOKEN, "telco"),
    Route("POST", "/telco/<token>/<path:rest>", misaddressed.unknown_address, Auth.TOKEN, "telco"),
    Route("GET", "/", sign_in.first_page, Auth.SESSION, "account"),
    Route("GET", "/login", sign_in.login, Auth.PUBLIC, "account"),
    Route("POST", "/login", sign_in.sign_in, Auth.PUBLIC, "account", "sign_in"),
    Route("GET", "/reset", password_reset.forgotten, Auth.PUBLIC, "account"),
    Route("POST", "/reset", password_reset.send_code, Auth.PUBLIC, "account", "code"),
    Route("POST", "/reset/password", password_reset.set_password, Auth.PUBLIC, "account", "sign_in"),
    Route("GET", "/sign-in/code", second_factor.ask_code, Auth.SESSION, "account"),
    Route("POST", "/sign-in/code", second_factor.take_code, Auth.SESSION, "account"),
    Route("POST", "/sign-in/phone", second_factor.send_phone_code, Auth.SESSION, "account", "code"),
    Route("POST", "/sign-in/phone/code", second_factor.take_phone_code, Auth.SESSION, "account"),
    Route("POST", "/sign-in/replace", second_factor.replace_app, Auth.SESSION, "account"),
    Route("POST", "/sign-in/recovery", second_factor.take_recovery_code, Auth.SESSION, "account"),
    Route("POST", "/logout", sign_in.sign_out, Auth.SESSION, "account"),
    Route("POST", "/language", sign_in.choose_lang, Auth.PUBLIC, "account"),
    Route("GET", "/privacy", about.privacy_notice, Auth.PUBLIC, "account"),
    Route("GET", "/terms", about.terms_of_use, Auth.PUBLIC, "account"),
    Route("GET", "/verify", verify.verify, Auth.PUBLIC, "account", "verify"),
    Route("GET", "/styleguide", about.styleguide, Auth.PUBLIC, "account"),
    Route("GET", "/sessions", sessions.sessions, Auth.SESSION, "account"),
    Route("POST", "/sessions/end", sessions.end_session, Auth.SESSION, "account"),
    Route("POST", "/sessions/devices/forget", sessions.forget_device, Auth.SESSION, "account"),
    Route("GET", "/owner/", owners.home, Auth.SESSION, "owners"),
    Route("GET", "/owner/vehicle/<plate>", owners.vehicle, Auth.SESSION, "owners"),
    Route("POST", "/owner/vehicle/<plate>", owners.set_target, Auth.SESSION, "owners"),
    Route("GET", "/owner/fares", owners.fares, Auth.SESSION, "owners"),
    Route("GET", "/owner/fares.csv", owners.fares_csv, Auth.SESSION, "owners"),
    Route("GET", "/owner/fares.xlsx", owners.fares_xlsx, Auth.SESSION, "owners"),
    Route("GET", "/owner/fare/<receipt>", owners.fare, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallets", owners.all_wallets, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallets/<purpose>", owners.wallets, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallet/<sub_wallet_id>", owners.wallet, Auth.SESSION, "owners"),
    Route("GET", "/owner/wallet/<sub_wallet_id>/entries.csv", owners.wallet_csv, Auth.SESSION, "owners"),
    Route("POST", "/owner/statement", statements.set_day_messages, Auth.SESSION, "owners"),
    Route("GET", "/ops/", ops.home, Auth.SESSION, "ops"),
    Route("GET", "/ops/finance/", finance.finance, Auth.SESSION, "ops"),
    Route("GET", "/ops/finance/days.csv", finance.finance_csv, Auth.SESSION, "ops"),
    *(
        Route(method, f"/{path}/search", search.search, Auth.SESSION, party, "" if method == "GET" else "page")
        for path, party in search.PARTIES.items()
        for method in ("GET", "POST")
    ),
    Route("GET", "/ops/payment/<receipt>", ops.payment, Auth.SESSION, "ops"),
    Route("GET", "/ops/suspense/<receipt>", ops.assignment, Auth.SESSION, "ops"),
    Route("POST", "/ops/suspense/<receipt>", ops.assign_suspense, Auth.SESSION, "ops"),
    Route("POST", "/ops/suspense/<receipt>/alike", ops.assign_alike, Auth.SESSION, "ops"),
    Route("GET", "/ops/disputes", refunds.disputes, Auth.SESSION, "ops"),
    Route("GET", "/ops/disputes/<dispute_id>", refunds.dispute, Auth.SESSION, "ops"),
    Route("POST", "/ops/disputes/<dispute_id>", refunds.decide_dispute, Auth.SESSION, "ops"),
    Route("POST", "/ops/payment/<receipt>/dispute", refunds.open_dispute, Auth.SESSION, "ops"),
    Route("POST", "/ops/payment/<receipt>/move", refunds.move_fare, Auth.SESSION, "ops"),
    Route("GET", "/ops/reversal/<receipt>", refunds.reversal, Auth.SESSION, "ops"),
    Route("POST", "/ops/reversal/<receipt>", refunds.propose_reversal, Auth.SESSION, "ops"),
    Route("GET", "/ops/days", days.days, Auth.SESSION, "ops"),
    Route("POST", "/ops/days/<day>", days.close_day, Auth.SESSION, "ops"),
    Route("GET", "/ops/journals", journals.journals, Auth.SESSION, "ops"),
    Route("POST", "/ops/journals", journals.propose_journal, Auth.SESSION, "ops"),
    Route("POST", "/ops/journals/<manual_id>", journals.decide_journal, Auth.SESSION, "ops"),
    Route("POST", "/ops/outbox/<outbox_id>/retry", ops.retry_outbox, Auth.SESSION, "ops"),
    Route("POST", "/ops/callback/<callback_id>/retry", ops.retry_callback, Auth.SESSION, "ops"),
    Route("POST", "/ops/callbacks/<cause>/retry", ops.retry_callbacks, Auth.SESSION, "ops"),
    Route("POST", "/ops/verification/<receipt>/ask", ops.ask_status_again, Auth.SESSION, "ops"),
    Route("GET", "/ops/alarms/<alarm_id>", alarms.alarm, Auth.SESSION, "ops"),
    Route("POST", "/ops/alarms/<alarm_id>", alarms.acknowledge_alarm, Auth.SESSION, "ops"),
    Route("GET", "/ops/runbooks/<kind>", alarms.runbook, Auth.SESSION, "ops"),
    Route("GET", "/ops/week", figures.week, Auth.SESSION, "ops"),
    Route("GET", "/ops/figures", figures.figures, Auth.SESSION, "ops"),
    Route("POST", "/ops/figures", figures.set_on_call, Auth.SESSION, "ops"),
    *(
        Route(method, f"/ops/{page}{more}", handler, Auth.SESSION, "ops", defaults={"page": page})
        for page in configuration.KINDS
        for method, more, handler in (
            ("GET", "", configuration.config_items),
            ("GET", "/<subject>", configuration.config_item),
            ("POST", "/<subject>", configuration.change_config),
        )
    ),
    *(
        Route("GET", f"/ops/{page}", configuration.proposals, Auth.SESSION, "ops", defaults={"page": page})
        for page in configuration.PROPOSALS
    ),
    Route("POST", "/ops/config/<change_id>", configuration.decide_config, Auth.SESSION, "ops"),
    Route("POST", "/ops/config/<change_id>/withdraw", configuration.withdraw_config, Auth.SESSION, "ops"),
    Route("GET", "/ops/payouts", payouts_board.board, Auth.SESSION, "ops"),
    Route("GET", "/ops/payouts/<payout_ref>", payouts_board.story, Auth.SESSION, "ops"),
    Route("POST", "/ops/payouts/<payout_ref>/ask", payouts_board.ask_again, Auth.SESSION, "ops"),
    Route("POST", "/ops/payouts/<payout_ref>/resolve", payouts_board.resolve_payout, Auth.SESSION, "ops"),
    Route("GET", "/ops/privacy", privacy.privacy, Auth.SESSION, "ops"),
    Route("POST", "/ops/privacy/export", privacy.export_person, Auth.SESSION, "ops"),
    Route("POST", "/ops/privacy/preview", privacy.preview_erasure, Auth.SESSION, "ops"),
    Route("POST", "/ops/privacy/erase", privacy.erase_person, Auth.SESSION, "ops"),
    Route("GET", "/ops/people", people.people, Auth.SESSION, "ops"),
    Route("POST", "/ops/people", people.find_person, Auth.SESSION, "ops"),
    Route("POST", "/ops/people/new", people.register_person, Auth.SESSION, "ops"),
    Route("GET", "/ops/people/<user_id>", people.person, Auth.SESSION, "ops"),
    Route("GET", "/ops/people/<user_id>/<action>", person_actions.person_action, Auth.SESSION, "ops"),
    Route("POST", "/ops/people/<user_id>/<action>", person_actions.do_person_action, Auth.SESSION, "ops"),
    Route("GET", "/ops/changes/<change_id>", person_actions.role_change, Auth.SESSION, "ops"),
    Route("POST", "/ops/changes/<change_id>", person_actions.decide_role_change, Auth.SESSION, "ops"),
    Route("POST", "/ops/changes/<change_id>/withdraw", person_actions.withdraw_role_change, Auth.SESSION, "ops"),
    Route("GET", "/ops/audit-log", people.audit_log, Auth.SESSION, "ops"),
    Route("GET", "/c/<token>", crew.link, Auth.PUBLIC, "crew"),
    Route("POST", "/c/<token>", crew.open_link, Auth.PUBLIC, "crew", "sign_in"),
    Route("GET", "/crew/", crew.home, Auth.SESSION, "crew"),
    Route("GET", "/crew/check", crew.check_form, Auth.SESSION, "crew"),
    Route("POST", "/crew/check", crew.check_word, Auth.SESSION, "crew"),
    Route("GET", "/crew/trip", crew.new_trip, Auth.SESSION, "crew"),
    Route("GET", "/crew/trip/end", crew.last_stop, Auth.SESSION, "crew"),
    Route("POST", "/crew/trip", crew.start_trip, Auth.SESSION, "crew"),
    Route("POST", "/crew/trip/end", crew.end_trip, Auth.SESSION, "crew"),
    Route("GET", "/crew/money", crew_money.money, Auth.SESSION, "crew"),
    Route("POST", "/crew/cash", crew_money.tell_cash, Auth.SESSION, "crew"),
    Route("POST", "/crew/promise", crew_money.make_promise, Auth.SESSION, "crew"),
    Route("POST", "/crew/promise/withdraw", crew_money.withdraw_promise, Auth.SESSION, "crew"),
    *(
        Route(method, f"/{party}{path}", handler, Auth.SESSION, party)
        for party in ("sacco", "ops")
        for method, path, handler in (
            ("GET", "/go-live", go_live.go_live),
            ("GET", "/go-live/<route_id>", go_live.go_live),
            ("POST", "/go-live/<route_id>", go_live.set_shadow_mode),
            ("GET", "/promises", go_live.promises),
        )
    ),
    Route("POST", "/ops/promises", switches.switch_grace, Auth.SESSION, "ops"),
    Route("POST", "/ops/pilot-stops", switches.switch_fares, Auth.SESSION, "ops"),
    Route("POST", "/ops/pilot-stops/sim", switches.switch_sim, Auth.SESSION, "ops"),
    Route("GET", "/crew/breakdown", crew.breakdown, Auth.SESSION, "crew"),
    Route("POST", "/crew/breakdown", crew.break_down, Auth.SESSION, "crew"),
    Route("GET", "/sacco/", sacco.home, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/vehicles.csv", sacco.vehicles_csv, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/vehicle/<plate>", sacco.vehicle, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/fare/<receipt>", sacco.fare, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/vehicle/<plate>", sacco.set_target, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/people", sacco.people, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/people/<action>", person_actions.person_action, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/people/<action>", person_actions.do_person_action, Auth.SESSION, "sacco"),
    Route("GET", "/sacco/changes/<change_id>", person_actions.role_change, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/changes/<change_id>", person_actions.decide_role_change, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/changes/<change_id>/withdraw", person_actions.withdraw_role_change, Auth.SESSION, "sacco"),
    *(
        Route(methods, f"/{party}/fleet{path}", handler, Auth.SESSION, party, defaults=defaults)
        for party in ("ops", "sacco")
        for methods, path, handler, defaults in FLEET
        if (party, path) not in STAFF_ONLY
    ),
    Route("POST", "/ops/fleet", fleet.add_sacco, Auth.SESSION, "ops"),
    Route("POST", "/sacco/fleet/vehicles/<plate>/split", splits.propose_split, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/fleet/routes/<route_id>", fares.propose_fares, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/fleet/routes/<route_id>/switch", fares.switch_band, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/fares/<proposal_id>", fares.decide_fares, Auth.SESSION, "sacco"),
    Route("POST", "/sacco/splits/<proposal_id>", splits.decide_split, Auth.SESSION, "sacco"),
    Route("GET", "/owner/vehicle/<plate>/split", splits.split, Auth.SESSION, "owners"),
    Route("POST", "/owner/vehicle/<plate>/split", splits.propose_split, Auth.SESSION, "owners"),
    Route("POST", "/owner/splits/<proposal_id>", splits.decide_split, Auth.SESSION, "owners"),
    Route("GET", "/owner/vehicle/<plate>/split/simulation", splits.split_simulation, Auth.SESSION, "owners"),
    Route("GET", "/sacco/fleet/vehicles/<plate>/split/simulation", splits.split_simulation, Auth.SESSION, "sacco"),
    *(
        Route("GET", f"{place}/statement{kind}", handler, Auth.SESSION, party)
        for party, place in statements.PLACES.items()
        for kind, handler in STATEMENTS.items()
    ),
    *(
        Route(methods, f"{place}{path}", handler, Auth.SESSION, party)
        for party, place in withdrawals.PLACES.items()
        for methods, path, handler in PAYOUTS
    ),
    *(
        Route(methods, f"{place}{path}", handler, Auth.SESSION, party)
        for party, place in approvals.PLACES.items()
        for methods, path, handler in (
            ("GET", "", approvals.payout_approvals),
            ("GET", "/<payout_ref>", approvals.payout_approvals),
            ("POST", "/<payout_ref>", approvals.decide_payout),
        )
    ),
    Route("GET", "/ops/vendors", ops_vendors.vendors, Auth.SESSION, "ops"),
    Route("POST", "/ops/vendors", ops_vendors.register_vendor, Auth.SESSION, "ops"),
    Route("POST", "/ops/vendors/<vendor_id>", ops_vendors.decide_vendor, Auth.SESSION, "ops"),
    Route("POST", "/ops/vendors/<vendor_id>/remove", ops_vendors.remove_vendor, Auth.SESSION, "ops"),
    Route("GET", "/owner/vendors", owner_vendors.vendors, Auth.SESSION, "owners"),
    Route("POST", "/owner/vendors", owner_vendors.pay_vendor, Auth.SESSION, "owners"),
    Route("GET", "/owner/vouchers", owner_vouchers.vouchers, Auth.SESSION, "owners"),
    Route("POST", "/owner/vouchers", owner_vouchers.issue_voucher, Auth.SESSION, "owners"),
    Route("POST", "/owner/vouchers/<voucher_id>/cancel", owner_vouchers.cancel_voucher, Auth.SESSION, "owners"),
    Route("GET", "/ops/vouchers", ops_vouchers.vouchers, Auth.SESSION, "ops"),
    Route("POST", "/ops/vouchers", ops_vouchers.redeem_voucher, Auth.SESSION, "ops"),
    Route("GET", "/owner/withdraw/automatic", automatic.automatic, Auth.SESSION, "owners"),
    Route("POST", "/owner/withdraw/automatic", automatic.set_automatic, Auth.SESSION, "owners"),
    Route("POST", "/owner/withdraw/automatic/<plate>", automatic.set_crew_rule, Auth.SESSION, "owners"),
    Route("GET", "/crew/voucher", crew_vouchers.vouchers, Auth.SESSION, "crew"),
    Route("POST", "/crew/voucher", crew_vouchers.issue_voucher, Auth.SESSION, "crew"),
    Route("GET", "/ops/jobs", jobs.jobs, Auth.SESSION, "ops"),
    Route("POST", "/ops/jobs/<job>", jobs.run_job, Auth.SESSION, "ops"),
    Route("GET", "/ops/reconciliation", reconciliation.reconciliation, Auth.SESSION, "ops"),
    Route("GET", "/ops/reconciliation/month", reconciliation.month, Auth.SESSION, "ops"),
    Route("GET", "/ops/reconciliation/month.csv", reconciliation.month_csv, Auth.SESSION, "ops"),
    Route("GET", "/ops/breaks", reconciliation.breaks, Auth.SESSION, "ops"),
    Route("POST", "/ops/breaks", reconciliation.resolve_breaks, Auth.SESSION, "ops"),
    Route("GET", "/ops/breaks/<break_id>", reconciliation.one_break, Auth.SESSION, "ops"),
    Route("POST", "/ops/breaks/<break_id>", reconciliation.resolve_break, Auth.SESSION, "ops"),
    Route("GET", "/ops/loyalty", loyalty.loyalty, Auth.SESSION, "ops"),
    Route("GET", "/ops/trust", reconciliation.trust, Auth.SESSION, "ops"),
    Route("POST", "/ops/trust", reconciliation.want_trust_proof, Auth.SESSION, "ops"),
    Route("GET", "/ops/statements", ops_statements.statements, Auth.SESSION, "ops"),
    Route("GET", "/ops/statements/<statement_id>", ops_statements.statement, Auth.SESSION, "ops"),
    Route("POST", "/ops/statements", ops_statements.upload_statement, Auth.SESSION, "ops"),
    Route("GET", "/healthz", health.healthz, Auth.PUBLIC, "none"),
    Route("GET", "/readyz", health.readyz, Auth.PUBLIC, "none"),
    Route("GET", "/metrics", health.metrics_text, Auth.PUBLIC, "none"),
)


def of_part(part: str) -> tuple[Route, ...]:
    """The routes that a process serves: callbacks and pages may be two, so that neither holds the other's keys."""
    if part not in ("callbacks", "pages"):
        return ROUTES
    return tuple(
        route for route in ROUTES if route.actor == "none" or (route.auth is Auth.TOKEN) == (part == "callbacks")
    )


def register_routes(app: Flask, routes: Iterable[Route] = ROUTES) -> None:
    """Register every route on its actor's blueprint, behind its guard. Its endpoint is actor.handler_name."""
    blueprints: dict[str, Blueprint] = {}
    guarded: dict[str, Handler] = {}
    table: dict[str, Route] = app.extensions.setdefault("lipa.routes", {})
    for route in routes:
        name = route.handler.__name__
        endpoint = f"{route.actor}.{name}"
        table[endpoint] = route
        if endpoint not in guarded:
            guarded[endpoint] = guard(route.auth, route.handler)
        blueprints.setdefault(route.actor, Blueprint(route.actor, "web")).add_url_rule(
            route.path, endpoint=name, view_func=guarded[endpoint], methods=route.methods.split(),
            defaults=dict(route.defaults),
            # Flask would answer OPTIONS before the guard, with 200 for anyone, also on an operator's route.
            provide_automatic_options=False,
        )  # fmt: skip
    for blueprint in blueprints.values():
        app.register_blueprint(blueprint)
