-- Stores one batch of a statement's rows, for the worker and the command: all of it or nothing. A payment that the
-- ledger has is matched by its receipt at once; a known line changes nothing; one that tells it otherwise is kept as a
-- copy. Locks: the statement's row; lines of the same keys, in order. Repeat: lost (rows_done has moved on).
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.take_lines(
  p_statement_id bigint,
  p_reader       text,
  p_rows_done    int,     -- what the reader believes is settled
  p_rows_upto    int,     -- settled after this batch
  p_lines        jsonb,   -- completed movements, see recon.given_lines
  p_bad_rows     jsonb,   -- [[row, reason], …]
  p_rows_failed  int      -- transactions that the operator did not complete
) returns table (outcome text, lines_new int, lines_known int, lines_conflicting int) language plpgsql
-- Rows are looked up by index whatever the statistics say: a plan made while the tables were small would read all of
-- them for every line.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v       recon.statements;
  v_new   int[];
  v_left  record;
  v_cents bigint;
  v_last  timestamp;
  v_given int;
begin
  select s.* into v from recon.statements s where s.statement_id = p_statement_id for no key update;
  if v.state is distinct from 'reading' or v.reader is distinct from p_reader
     or v.rows_done is distinct from p_rows_done or p_rows_upto is null then
    return query select 'lost', 0, 0, 0;
    return;
  end if;
  with entered as (
    insert into recon.lines as l (statement_id, row_no, source, short_code, account, receipt, kind, detail_key,
      amount_cents, balance_cents, completed_at, business_on, bill_ref, linked_receipt, party_last3, reason_type,
      details, state, rule, journal_id, matched_at)
    select p_statement_id, g.row_no, v.source, v.short_code, v.account, g.receipt, g.kind, g.detail_key,
           g.amount_cents, g.balance_cents, g.completed_at, g.business_on, g.bill_ref, g.linked_receipt, g.party_last3,
           g.reason_type, g.details, case when j.journal_id is null then 'open' else 'matched' end,
           case when j.journal_id is not null then 'receipt' end, j.journal_id,
           case when j.journal_id is not null then clock_timestamp() end
      from recon.given_lines(p_short_code => v.short_code, p_lines => p_lines) g
      cross join lateral (select case when g.kind = 'payment' and v.account = 'utility' then
        recon.journal_of_receipt(p_receipt => g.receipt, p_short_code => v.short_code,
          p_amount_cents => g.amount_cents, p_source => v.source) end as journal_id offset 0) j
     where g.nth = 1
     order by g.receipt, g.kind, g.detail_key
    on conflict (receipt, kind, source, account, detail_key, short_code) where state <> 'copy' do nothing
    returning l.row_no)
  select coalesce(array_agg(e.row_no), '{}') into v_new from entered e;
  select count(*), coalesce(sum((g ->> 'amount_cents')::bigint), 0), max((g ->> 'completed_at')::timestamp)
    into v_given, v_cents, v_last from jsonb_array_elements(coalesce(p_lines, '[]')) g;
  select 0 as known, 0 as conflicting into v_left;
  if v_given > cardinality(v_new) then
    select n.known, n.conflicting into v_left
      from recon.keep_copies(p_statement_id => p_statement_id, p_lines => p_lines, p_new_rows => v_new) n;
  end if;
  insert into recon.bad_rows (statement_id, row_no, reason)
  select p_statement_id, (b ->> 0)::int, b ->> 1 from jsonb_array_elements(coalesce(p_bad_rows, '[]')) b
  on conflict do nothing;
  update recon.statements s
     set rows_done = p_rows_upto, lines_cents = v.lines_cents + v_cents,
         last_at = greatest(v.last_at, (select v_last at time zone t.time_zone from mobile_money.tills t
                                         where t.short_code = v.short_code)),
         lines_new = v.lines_new + cardinality(v_new), lines_known = v.lines_known + v_left.known,
         lines_conflicting = v.lines_conflicting + v_left.conflicting,
         rows_failed = v.rows_failed + coalesce(p_rows_failed, 0),
         rows_bad = v.rows_bad + jsonb_array_length(coalesce(p_bad_rows, '[]')),
         lease_until = clock_timestamp() + interval '30 seconds'
   where s.statement_id = p_statement_id;
  return query select 'taken', cardinality(v_new), v_left.known, v_left.conflicting;
end $$;
comment on function recon.take_lines is
  'outcome: taken, or lost (another reader has it, or rows_done moved on: nothing was stored); then how many lines '
  'were new, known, or known with another amount or time. Raises check_violation for a line without an amount.';
