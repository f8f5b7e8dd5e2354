"""The figures on pages of staff and at /metrics, their bounds, and who hears of alarms."""

import time
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.core import page_loads
from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import page, words

MOST_BYTES = 30_000


@pytest.fixture
def measured(connection: Connection) -> Iterator[None]:
    """Figures of now; an old difference with M-Pesa is an alarm."""
    connection.execute("""insert into recon.breaks (kind, source, short_code, journal_id, business_on,
        unexplained_cents, found_at) values ('missing_at_operator', 'statement', '400222', 1, current_date, 1,
        now() - interval '40 hours')""")
    connection.execute("select gates.watch(clock_timestamp())")
    yield
    connection.execute("delete from recon.breaks")
    connection.execute("delete from gates.figures")
    connection.execute("delete from messaging.alarms where subject = 'figure'")


@pytest.mark.usefixtures("measured")
def test_a_bad_figure_stands_on_the_first_page_with_its_bounds(staff: FlaskClient) -> None:
    staff.set_cookie("lipa_lang", "en")
    html = page(staff, "/ops/")
    text = words(html)
    assert "Oldest difference with M-Pesa good: below 24 h · alarm: at least 36 h 40 h alarm since" in text
    assert 'href="/ops/runbooks/oldest_break"' in html
    assert "figures are good" in text
    assert len(html.encode()) + len(staff.get("/static/lipa.css").data) <= MOST_BYTES


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("lang", ["sw", "en"])
def test_all_figures_fit_one_page(staff: FlaskClient, lang: str) -> None:
    staff.set_cookie("lipa_lang", lang)
    html = page(staff, "/ops/figures")
    assert html.count("/ops/bounds/") == 19
    said = {"sw": "Takwimu zenye tahadhari: 1.", "en": "Figures that are an alarm: 1."}[lang]
    assert said in words(html)
    assert len(html.encode()) + len(staff.get("/static/lipa.css").data) <= MOST_BYTES


def test_a_figure_that_nobody_measured_is_not_good(staff: FlaskClient, connection: Connection) -> None:
    staff.set_cookie("lipa_lang", "en")
    connection.execute("delete from gates.figures")
    text = words(page(staff, "/ops/figures"))
    assert "Figures to watch: 19." in text


def test_staff_go_on_call_and_off_again(staff: FlaskClient, connection: Connection) -> None:
    staff.set_cookie("lipa_lang", "en")
    assert "Nobody is on call" in words(page(staff, "/ops/figures"))
    for state, shown in (("on", "I am no longer on call"), ("off", "I am on call: send me the SMS")):
        answer = staff.post("/ops/figures", data={"csrf": csrf_of(staff), "state": state}, follow_redirects=True)
        assert shown in words(answer.text)
    assert connection.execute("select count(*) from messaging.on_call_staff").fetchone() == (0,)


def test_pages_are_counted_by_time_and_size(
    staff: FlaskClient, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_loads, "_told", time.monotonic() - 61)
    page(staff, "/ops/figures")
    assert connection.execute("select sum(pages) > 0 from gates.page_loads").fetchone() == (True,)
    figure = "select value from gates.measure('page_weight', clock_timestamp())"
    assert connection.execute(figure).fetchone() in [(10240,), (30720,)]
    assert connection.execute(figure.replace("weight", "time").encode()).fetchone() != (None,)


@pytest.mark.usefixtures("measured")
def test_prometheus_reads_the_same(staff: FlaskClient) -> None:
    text = staff.get("/metrics").text
    if "lipa_horizon_age_seconds" not in text:
        pytest.skip("this application has no role for operators")
    assert '\nlipa_gate_state{gate="oldest_break"} 2\n' in text
