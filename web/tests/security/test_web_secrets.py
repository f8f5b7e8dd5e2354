"""A form that was open while the secret of CSRF tokens was changed is accepted until the old secret is removed."""

import pytest
from flask import Flask

import web
from web import cookies, csrf
from web.core import db

OLD, NEW = "secret-of-yesterday-0001", "secret-of-tomorrow-0002"


def form_token(app: Flask) -> str:
    with app.test_request_context("/", headers={"Cookie": f"{cookies.SESSION_COOKIE}=s"}):
        return csrf.csrf_token()


@pytest.mark.parametrize(("secret", "status"), [(f"{NEW},{OLD}", 303), (NEW, 403)])
def test_old_form_is_accepted_while_its_secret_is_known(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, secret: str, status: int
) -> None:
    old = form_token(web.create_app(environ | {"LIPA_WEB_SECRET": OLD}))
    app = web.create_app(environ | {"LIPA_WEB_SECRET": secret})
    monkeypatch.setattr(db, "call", lambda function, **arguments: [{"value": {}}])
    person = app.test_client()
    person.set_cookie(cookies.SESSION_COOKIE, "s")
    assert person.post("/logout", data={"csrf": old}).status_code == status
    assert person.post("/logout", data={"csrf": form_token(app)}).status_code == 303
    db.close()
