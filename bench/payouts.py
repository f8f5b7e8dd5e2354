"""Money out: from the request to the SMS that says it arrived, and payouts a second of one worker.

Needs the web (for the operator's results), and starts a worker and a sandbox that answers at once. A payout begins
where the page's request ends: with payouts.open, in the transaction that holds the money.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg

from bench.figures import Figure
from web.core import config
from web.security import sealing

ONE_BY_ONE, AT_ONCE = 40, 300
SANDBOX_PORT = 4  # after the first port of the benchmark
SECONDS = 120
# Each payout takes KES 10 from another sub_wallet, to the phone of somebody who is told by SMS.
PERSON = """insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('payee'), %s, '126')
              on conflict (phone_hash) do update set phone_sealed = excluded.phone_sealed returning user_id"""
FULL = """select b.sub_wallet_id from audit.wallet_balances b
           where b.kind = 'vehicle' and b.balance_cents >= 2000 order by b.balance_cents desc limit 400"""
OPEN = """select payouts.open(
            p_payout => jsonb_populate_record(null::payouts.payouts, jsonb_build_object('kind', 'withdrawal',
              'party_kind', 'user', 'party_id', u.user_id, 'channel', 'phone', 'phone_hash', u.phone_hash,
              'phone_sealed', u.phone_sealed, 'tail', u.phone_last3, 'amount_cents', 1000, 'fee_cents', 0,
              'currency', 'KES', 'requested_by', u.user_id, 'needs_approval', false)),
            p_sub_wallet_ids => array[%s::bigint], p_cents => array[1000::bigint])
            from accounts.users u where u.user_id = %s"""
TOLD = """select p.payout_id, extract(epoch from d.done_at - p.requested_at)::float8 * 1000 from payouts.payouts p
            join messaging.outbox_done d on d.topic = 'sms' and d.key = 'payout/' || p.payout_ref || '/paid'
           where p.payout_id = any (%s)"""


def measure(url: str, web: str) -> Figure:
    """Payouts a second of one worker, all asked for at once; latencies of payouts one by one, request to SMS sent."""
    settings = config.load(os.environ)
    sealing.configure(settings)
    with ExitStack() as stack, psycopg.connect(url, autocommit=True) as connection:
        stack.enter_context(_operator_and_worker(web))
        phone = sealing.seal("phone", b"254199000001")
        (user_id,) = connection.execute(PERSON, (phone,)).fetchall()[0]
        wallets = [one for (one,) in connection.execute(FULL).fetchall()]
        latencies = [took for n in range(ONE_BY_ONE) for took in _pay(connection, user_id, [wallets[n % len(wallets)]])]
        start = time.monotonic()
        _pay(connection, user_id, [wallets[n % len(wallets)] for n in range(AT_ONCE)])
        rate = AT_ONCE / (time.monotonic() - start)
    cuts = statistics.quantiles(latencies, n=100)
    print(f"payouts, request to SMS: p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms (goal < 2000)")
    return Figure(rate, "payouts/s", cuts[49], cuts[98])


def _pay(connection: psycopg.Connection, user_id: int, wallets: list[int]) -> list[float]:
    """Open these payouts and wait until the SMS of each is sent; milliseconds of each."""
    opened = [connection.execute(OPEN, (wallet, user_id)).fetchall()[0][0] for wallet in wallets]
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        told = connection.execute(TOLD, (opened,)).fetchall()
        if len(told) == len(opened):
            return [float(took) for _, took in told]
        time.sleep(0.02)
    raise SystemExit(f"{len(opened) - len(told)} of {len(opened)} payouts were not told within {SECONDS} s")


@contextmanager
def _operator_and_worker(web: str) -> Iterator[None]:
    port = int(os.environ.get("LIPA_BENCH_PORT", "8790")) + SANDBOX_PORT
    sandbox = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "LIPA_SANDBOX_PORT": str(port), "LIPA_SANDBOX_BOOKS": f"{folder}/books.sqlite3", "LIPA_URL": web,
            "LIPA_PUBLIC_URL": web, "LIPA_DARAJA_URL": sandbox, "LIPA_SMS_URL": sandbox,
            "LIPA_SIM_SWAP_URL": f"{sandbox}/sim-swap/v2",
        }  # fmt: skip
        commands = ([sys.executable, "-m", "sandbox"], [sys.executable, "-m", "flask", "--app", "app", "worker"])
        running = []
        try:
            for command in commands:
                running.append(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
                if len(running) == 1:
                    _answer_at_once(sandbox)
            yield
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait(30)


def _answer_at_once(sandbox: str) -> None:
    body = json.dumps({"payout_seconds": 0}).encode()
    request = urllib.request.Request(  # noqa: S310 (ours)
        f"{sandbox}/sandbox/faults", body, {"Content-Type": "application/json"}
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(request, timeout=2)  # noqa: S310 # nosec B310 (ours)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the sandbox does not start")
