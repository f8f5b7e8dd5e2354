"""From M-Pesa's callback to the conductor's list, over HTTP, at arrival rates that do not wait for answers.

Passengers have pressed the confirm key and have numbers; their confirmations arrive at fixed moments. After one in TEN
the list of that vehicle is read as its page, until the fare stands there as paid. A latency counts from the moment at
which the confirmation should have arrived, so what queues up counts too. The client runs on the same machine, so each
rate also says what client, web and database took of the processors: what bounds the rate is whoever fills them.
"""

import http.client
import json
import os
import queue
import secrets
import statistics
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.figures import Figure
from web import caller
from web.cookies import SESSION_COOKIE

RATES, SECONDS, THREADS, TEN = (25, 50, 75, 100, 150, 200, 250, 300), 8, 24, 10
GOAL_MS = 1000
LONGEST = 30  # seconds; a fare that is not listed by then counts as that late
VEHICLES = """select v.vehicle_id from fleet.vehicles v join fleet.door_codes d on d.vehicle_id = v.vehicle_id
  and d.valid_to is null where fares.rule_in_force(v.vehicle_id, now()) is not null order by 1 limit 40"""
PERSON = """insert into accounts.users (phone_hash, phone_sealed, phone_last3)
  values (sha256(('board' || %s::text)::bytea), '\\x01', '126') on conflict (phone_hash) do update
  set phone_last3 = '126' returning user_id"""
TRIP = """select access.grant_role(p_user_id => %(user)s, p_role => 'crew', p_scope_kind => 'vehicle',
    p_scope_id => %(v)s),
  accounts.open_session(p_user_id => %(user)s, p_session => %(session)s, p_previous => null),
  fleet.start_trip(p_vehicle_id => %(v)s, p_user_id => %(user)s, p_at => now())"""
LINK = "update accounts.sessions set trip_id = %s where session_hash = %s"
PASSENGERS = """with phones as (
    insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
    select sha256(%(tag)s || n::text::bytea), '\\x5ea1', '126' from generate_series(1, %(many)s) n
    returning phone_hash),
  intents as (
    insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats,
      lang, state)
    select encode(p.phone_hash, 'hex'), d.door_code || '-' || mobile_money.account_tag(),
           d.vehicle_id, p.phone_hash, 6000, 1, 'sw', 'pushed'
      from (select phone_hash, row_number() over () as n from phones) p
      join (select c.door_code, c.vehicle_id, row_number() over (order by c.vehicle_id) - 1 as n from fleet.door_codes c
             where c.valid_to is null and c.vehicle_id = any (%(vehicles)s)) d on d.n = p.n %% %(trips)s
    on conflict (account_ref) do nothing returning payment_ref, account_ref, vehicle_id)
  select i.account_ref, i.vehicle_id, i.payment_ref from intents i"""
RESERVE = "select split_part(fares.reserve_seats(%s, %s, 1, now()), ' ', 2)"


def measure(url: str, web: str) -> Figure:
    """The highest of RATES at which 95 of 100 fares are on the list within a second, with its latencies."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("update config.rate_limits set burst = 100000, refill_ms = 1")
        sessions = begin_trips(connection)
        best = Figure(0, "fares/s", 0, 0)
        for rate in RATES:
            passengers = _passengers(connection, sessions, rate)
            before = _spent(connection)
            took = _arrive(web, passengers, sessions, rate)
            spent = {
                who: 1000 * (seconds - before[who]) / len(passengers) for who, seconds in _spent(connection).items()
            }
            cuts = statistics.quantiles(took, n=100)
            print(f"callback to list at {rate} fares/s: p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, "
                  f"p99 {cuts[98]:.0f} ms of {len(took)} (goal p95 < {GOAL_MS}); processor time a fare: "
                  + ", ".join(f"{who} {ms:.2f} ms" for who, ms in spent.items()), flush=True)  # fmt: skip
            if cuts[94] >= GOAL_MS:
                break
            best = Figure(rate, "fares/s", cuts[49], cuts[98])
    print(f"highest of {RATES} fares/s with p95 < {GOAL_MS} ms: {best.value:.0f}")
    return best


def _spent(connection: psycopg.Connection) -> dict[str, float]:
    """Seconds of processor time so far: of this process, of the web that it started, of all database sessions."""
    sessions = connection.execute("select pid from pg_stat_activity where backend_type = 'client backend'").fetchall()
    return {"client": time.process_time(), "web": sum(map(_processor_seconds, _children(os.getpid()))),
            "database": sum(_processor_seconds(session) for (session,) in sessions)}  # fmt: skip


def _children(process: int) -> list[int]:
    """All processes below one."""
    found = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, listed.read_text(encoding="ascii").split()):
            found += [child, *_children(child)]
    return found


def _processor_seconds(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0  # it has ended
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def begin_trips(connection: psycopg.Connection) -> dict[int, str]:
    """A trip and the session of its link, for each vehicle."""
    sessions = {}
    for (vehicle,) in connection.execute(VEHICLES).fetchall():
        token = f"board-{vehicle}-{time.monotonic_ns()}"
        key = caller.session_hash(token)
        user = connection.execute(PERSON, (vehicle,)).fetchall()[0][0]
        made = connection.execute(TRIP.encode(), {"v": vehicle, "user": user, "session": key}).fetchall()
        connection.execute(LINK, (made[0][2], key))
        sessions[vehicle] = token
    return sessions


def _passengers(connection: psycopg.Connection, sessions: dict[int, str], rate: int) -> list[tuple[str, int, str]]:
    """The account number, vehicle and number of each passenger of one round."""
    values = {"tag": str(time.monotonic_ns()).encode(), "many": rate * SECONDS, "vehicles": list(sessions),
              "trips": len(sessions)}  # fmt: skip
    made = connection.execute(PASSENGERS.encode(), values).fetchall()
    return [(account, vehicle, connection.execute(RESERVE, (ref, vehicle)).fetchall()[0][0])
            for account, vehicle, ref in made]  # fmt: skip


def _arrive(web: str, passengers: list[tuple[str, int, str]], sessions: dict[int, str], rate: int) -> list[float]:
    """Send each confirmation at its moment; milliseconds until one in TEN stood on its list as paid."""
    todo: queue.SimpleQueue[tuple[int, bytes, int, str]] = queue.SimpleQueue()
    prefix = "B" + "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(3))
    for n, (account, vehicle, number) in enumerate(passengers):  # before the first is sent, because writing costs time
        todo.put((n, _body(f"{prefix}{n:06X}", account), vehicle, number))
    took: list[float] = []
    start = time.monotonic() + 0.5

    def work() -> None:
        line = http.client.HTTPConnection(urlsplit(web).netloc, timeout=60)
        while True:
            try:
                n, body, vehicle, number = todo.get_nowait()
            except queue.Empty:
                return
            due = start + n / rate
            time.sleep(max(0.0, due - time.monotonic()))
            _confirm(line, body)
            if n % TEN == 0:
                while not _is_listed(line, sessions[vehicle], number) and time.monotonic() < due + LONGEST:
                    time.sleep(0.01)
                took.append(1000 * (time.monotonic() - due))

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def _body(receipt: str, account: str) -> bytes:
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + 3 * 3600))
    body = {"TransactionType": "Pay Bill", "TransID": receipt, "TransTime": stamp, "TransAmount": "60.00",
            "BusinessShortCode": os.environ["LIPA_SHORTCODE"], "BillRefNumber": account, "InvoiceNumber": "",
            "OrgAccountBalance": "", "ThirdPartyTransID": "", "MSISDN": "2547 ***** 126", "FirstName": "JOHN",
            "MiddleName": "", "LastName": ""}  # fmt: skip
    return json.dumps(body).encode()


def _confirm(line: http.client.HTTPConnection, body: bytes) -> None:
    line.request("POST", f"/telco/{os.environ['LIPA_CALLBACK_TOKEN']}/c2b/confirmation", body,
                 {"Content-Type": "application/json"})  # fmt: skip
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"a confirmation was answered {answer.status}")


def _is_listed(line: http.client.HTTPConnection, session: str, number: str) -> bool:
    """Whether the page shows this number, and not as waiting."""
    line.request(
        "GET", "/crew/?live=no", headers={"Cookie": f"{SESSION_COOKIE}={session}; __Host-{SESSION_COOKIE}={session}"}
    )
    answer = line.getresponse()
    page = answer.read().decode()
    if answer.status != 200:
        raise SystemExit(f"the list was answered {answer.status}")
    row = page.partition(f"<tr><td>{number}<td>")[2].partition("\n")[0]
    return bool(row) and "<small>" not in row
