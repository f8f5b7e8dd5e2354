"""What tests of reconciliation do as the operator, as the worker and as people: calls of the database."""

from typing import Any

import psycopg
from psycopg.rows import dict_row

from db.tests.concurrency.vehicle import make_user, value
from worker.statements.importer import Importer

SHORT_CODE = "400222"
SETTLE = """select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => %(at)s,
  p_messages => array[row(%(receipt)s, %(amount)s, %(account)s, %(time)s, '400222', '', null, null, null, null, '\\x01',
    sha256(%(body)s::bytea), null, null)::mobile_money.payment_message])"""
POSTABLE = """select b.break_id from recon.breaks b
  where b.state = 'open' and recon.resolution_fits(b, 'posted') = 'fits' order by 1"""
PROPOSE = "select recon.propose_resolution(%s, %s, 'posted', 'the portal lists it, too')"
JOB = "select recon.match_lines(p_at => %s, p_limit => 20000)"
RESULT = """select payouts.take_result(p_payout_id => payout_id, p_means => 'paid', p_result_code => '0',
  p_receipt => %s, p_cents => amount_cents, p_paid_at => null) from payouts.payouts where payout_ref = %s"""
PULLED = """insert into recon.statements (source, channel, short_code, account, period_from, period_to, state, reader,
    lease_until)
  values ('pull', 'pull', '400222', 'utility', %s, %s, 'reading', 'pull', now() + interval '1 hour')
  returning statement_id"""
PULLED_LINES = """select recon.take_lines(p_statement_id => %s, p_reader => 'pull', p_rows_done => 0, p_rows_upto => %s,
  p_lines => %s, p_bad_rows => '[]', p_rows_failed => 0)"""


class OwnersImporter(Importer):
    """Reads files as the worker does, on a connection of the tables' owner."""

    def __init__(self, owner: psycopg.Connection[Any]) -> None:
        super().__init__("recon", "command")
        self._owner = owner

    def _row(self, function: str, **arguments: Any) -> Any:
        named = ", ".join(f"{name} => %({name})s" for name in arguments)
        cursor = self._owner.cursor(row_factory=dict_row)
        query = f"select * from recon.{function}({named})"  # noqa: S608
        return cursor.execute(query.encode(), arguments).fetchone()


def agree(owner: psycopg.Connection[Any]) -> int:
    """Two people agree to post what only the files tell, as on the desk; to how much."""
    maker, checker = (make_user(owner, name) for name in ("maker", "checker"))
    waiting = [number for (number,) in owner.execute(POSTABLE)]
    for number in waiting:
        assert value(owner, PROPOSE, maker, number) == "proposed"
        assert value(owner, "select recon.decide_resolution(%s, %s, 'approved')", checker, number) == "approved"
    return len(waiting)
