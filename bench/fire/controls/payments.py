"""Controls of incoming payments: repeats, amounts, division, days, statements."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bench.fire.controls import Control, Stage
from bench.fire.model import Rule, divide
from db.tests.concurrency.vehicle import CONFIRM, SHARES, message, row, value

EAT = ZoneInfo("Africa/Nairobi")
RULE = Rule("KZZ 001A", "Mama Njeri", 200, SHARES, "profit")
LEGS = """select coalesce(case when w.kind = 'vehicle' then s.purpose end, w.kind), e.amount_cents
  from fares.fares f join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets s using (sub_wallet_id)
  join ledger.wallets w using (wallet_id) where f.receipt = %s and w.kind <> 'trust'"""


LOOP = "  foreach v in array v_parsed loop"
OVERWRITE = """  update mobile_money.payments p set amount_cents = n.amount_cents from unnest(v_parsed) n
   where p.receipt = (n.message).receipt and n.fault is null;
"""


def tell(stage: Stage, receipt: str, amount: str, paid_at: str | None = None) -> None:
    """The operator confirms a payment."""
    fields = message(receipt, amount, paid_at=paid_at)
    row(stage.owner, CONFIRM, *[[field] for field in (*fields[:6], *fields[8:])])


def compare(stage: Stage, books: dict[str, int]) -> list[str]:
    """The operator's books against the database: amounts, and the division by the independent model."""
    found = []
    for receipt, cents in books.items():
        ours = value(stage.owner, "select amount_cents from mobile_money.payments where receipt = %s", receipt)
        if ours != cents:
            found.append(f"{receipt}: the operator took {cents}, we say {ours}")
        legs: dict[str, int] = dict(stage.owner.execute(LEGS, (receipt,)).fetchall())
        if legs != divide(cents, RULE):
            found.append(f"{receipt} moved {legs}, the model says {divide(cents, RULE)}")
    known = stage.owner.execute("select receipt from mobile_money.payments where receipt like %s", (f"%{stage.part}%",))
    found += [f"{receipt} is in no book of the operator" for (receipt,) in known if receipt not in books]
    return found + stage.invariants()


def play_repeats(stage: Stage) -> list[str]:
    """The same confirmation three times."""
    for _ in range(3):
        tell(stage, f"QTHRICE{stage.part}", "60.00")
    return compare(stage, {f"QTHRICE{stage.part}": 6000})


def drop_unique_indexes(stage: Stage) -> None:
    """The three that know a receipt, and the clauses that name them, which fail without them."""
    stage.change("alter table mobile_money.payments drop constraint payments_pkey cascade",
                 "alter table ledger.journals drop constraint journals_kind_reference_key",
                 "alter table fares.fares drop constraint fares_pkey cascade")  # fmt: skip
    stage.rewrite("mobile_money.settle_payments", ("on conflict on constraint payments_pkey do nothing", ""))
    stage.rewrite("ledger.post_journals", ("on conflict (kind, reference) do nothing", ""))
    # Points and messages are once-only by keys of their own, which would refuse the second fare.
    stage.rewrite("fares.complete_fares", ("perform loyalty.award_points(p_receipts => p_receipts);", ""))
    stage.change("drop index mobile_money.mpesa_callbacks_settled_once")


def play_amounts(stage: Stage) -> list[str]:
    """Amounts of which a float has no exact value, and that leave odd cents."""
    books = {}
    for number, cents in enumerate((1999, 106, 107, 117, 113, 115)):
        receipt = f"QODD{stage.part}{number}"
        tell(stage, receipt, f"{cents // 100}.{cents % 100:02}")
        books[receipt] = cents
    return compare(stage, books)


def use_floats(stage: Stage) -> None:
    stage.change("""create or replace function mobile_money.parse_cents(p_text text) returns bigint language sql
      immutable as $$ select case when p_text ~ '^[0-9.]+$' then trunc(p_text::float8 * 100)::bigint end $$""")


def round_shares(stage: Stage) -> None:
    """Each share by round(), the last gets the rest: without that the guard refuses the journal (LFV10)."""
    stage.change("""create or replace function fares.split_amount(p_amount_cents bigint, p_commission_bps int,
        p_commission_fixed_cents bigint, p_shares_bps int[], p_home_ordinal int, p_pots_cents bigint default 0)
        returns bigint[] language plpgsql immutable as $$
      declare
        v_cents bigint[] := array[round(p_amount_cents * p_commission_bps / 10000.0)];
      begin
        for i in 1 .. cardinality(p_shares_bps) - 1 loop
          v_cents := v_cents || round((p_amount_cents - v_cents[1]) * p_shares_bps[i] / 10000.0)::bigint;
        end loop;
        return v_cents || p_amount_cents - (select sum(c) from unnest(v_cents) c)::bigint;
      end $$""")


def play_contradiction(stage: Stage) -> list[str]:
    """A second message of the same receipt says another amount."""
    for amount in ("60.00", "70.00"):
        tell(stage, f"QOTHER{stage.part}", amount)
    return compare(stage, {f"QOTHER{stage.part}": 6000})


def overwrite_amount(stage: Stage) -> None:
    """As "on conflict do update" does to somebody who wants the newest message to count."""
    clause = "on conflict on constraint payments_pkey do"
    stage.rewrite("mobile_money.settle_payments",
                  (f"{clause} nothing",
                   f"{clause} update set amount_cents = excluded.amount_cents where false"),  # nosec B608
                  (LOOP, OVERWRITE + LOOP))  # fmt: skip


def play_midnight(stage: Stage) -> list[str]:
    """Payments half an hour before and after midnight in Nairobi, last night."""
    found = []
    now = datetime.now(EAT)
    midnight = (now - timedelta(minutes=40)).replace(hour=0, minute=0, second=0, microsecond=0)
    for minutes in (-30, 30):
        at = midnight + timedelta(minutes=minutes)
        receipt = f"QNIGHT{stage.part}{'A' if minutes > 0 else 'B'}"
        tell(stage, receipt, "60.00", at.strftime("%Y%m%d%H%M%S"))
        day = value(stage.owner, "select business_on from fares.fares where receipt = %s", receipt)
        if day != at.date():
            found.append(f"{receipt}: paid on {at.date()} in Nairobi, counts for {day}")
    return found


def use_utc(stage: Stage) -> None:
    stage.rewrite("mobile_money.post_to_vehicles",
                  ("v.paid_at at time zone p_time_zone", "v.paid_at at time zone 'UTC'"))  # fmt: skip


def play_forged_statement(stage: Stage) -> list[str]:
    """A file lists a payment that the operator never took."""
    receipt = f"QFORGED{stage.part}"
    statement = value(stage.owner, """insert into recon.statements (source, channel, file_sha256, short_code, account,
        period_from, period_to, state, proof, ended_at)
      values ('statement', 'page', sha256(%s::bytea), '400222', 'utility', now() - interval '1 day', now(), 'read',
        'proven', now()) returning statement_id""", receipt)  # fmt: skip
    stage.owner.execute("""insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind,
        amount_cents, completed_at, business_on, bill_ref)
      values (%s, 1, 'statement', '400222', 'utility', %s, 'payment', 6000, now() - interval '3 hours',
        ((now() - interval '3 hours') at time zone 'Africa/Nairobi')::date, '4628')""",
        (statement, receipt))  # fmt: skip
    value(stage.owner, "select recon.match_lines(p_at => clock_timestamp(), p_limit => 1000)")
    return compare(stage, {})


def accept_rows(stage: Stage) -> None:
    stage.change("""create or replace function recon.is_confirmed(p_line recon.lines) returns boolean language sql
      stable as $$ select true $$""")


CONTROLS = [
    Control("unique index dropped", "the keys of receipts in payments, fares and journals, and the clauses that name "
            "them (with the clauses left, every confirmation is refused with 42P10)",
            drop_unique_indexes, play_repeats, "invariant 3; model"),
    Control("float amounts", "amounts are read as float8 and cut to cents", use_floats, play_amounts,
            "operator's books"),
    Control("round() for largest remainder", "each share is rounded; the last one gets the rest, because the guard "
            "refuses what does not sum (LFV10)", round_shares, play_amounts, "model"),
    Control("on conflict do update of the amount", "a second message of a receipt overwrites the amount",
            overwrite_amount, play_contradiction, "operator's books"),
    Control("midnight in UTC", "the market day of a payment is that of UTC", use_utc, play_midnight, "model of days"),
    Control("reconciliation accepts missing rows", "a person's file posts without a second person",
            accept_rows, play_forged_statement, "operator's books"),
]  # fmt: skip
