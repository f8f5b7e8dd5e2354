"""Pages for SACCOs and staff: how far a route is from going live, and promises while M-Pesa was silent."""

from flask import Response, request

from web.pages import ask, render, see_other, url

ROWS = 20


def go_live(session: str, route_id: str = "", error: str = "") -> Response:
    """Show routes in shadow mode with their days, or one route with its vehicles."""
    page = request.args.get("page", "1")
    skip = (int(page) - 1) * ROWS if page.isascii() and page.isdigit() and 0 < len(page) < 4 and int(page) else 0
    document = ask(f"{request.blueprint}.go_live", session, p_route_id=route_id, p_skip=str(skip))
    return render("fleet/go_live.html", 422 if error else 200, document=document, party=request.blueprint,
                  error=error, done=request.args.get("done", ""), page=skip // ROWS + 1, rows=ROWS)  # fmt: skip


def set_shadow_mode(session: str, route_id: str) -> Response:
    """Put a route or a vehicle into shadow mode, or let it go live."""
    outcome = ask(f"{request.blueprint}.set_shadow_mode", session, p_route_id=route_id,
                  p_plate=request.form.get("plate", ""), p_mode=request.form.get("mode", ""))["outcome"]  # fmt: skip
    if outcome in ("not_ready", "wrong"):
        return go_live(session, route_id, outcome)
    return see_other(url(f"/{request.blueprint}/go-live/{route_id}", done=outcome))


def promises(session: str, error: str = "") -> Response:
    """Show when M-Pesa was silent, and what became of the promises."""
    document = ask(f"{request.blueprint}.promises", session)
    return render("fleet/promises.html", 422 if error else 200, document=document, party=request.blueprint,
                  error=error, typed=request.form, done=request.args.get("done", ""))  # fmt: skip
