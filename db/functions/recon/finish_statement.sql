-- Ends the reading of a statement and proves it: opening balance + its lines = closing balance. What does not add up
-- raises an alarm, and so does a file that begins with another balance than the one before it ended with: a row may
-- have been taken out of one of them. The lines stay. One that was exported before its period was over tells of the
-- time until its last line only: the rest of that day is not compared with it, and not covered. Locks: the statement's
-- row. Repeat: the same answer. Source: docs/decisions/reconciliation.md.
create or replace function recon.finish_statement(
  p_statement_id bigint,
  p_reader       text,
  p_rows_done    int    -- what the reader believes is settled: all rows
) returns table (outcome text, proof text, difference_cents bigint) language plpgsql as $$
declare
  v       recon.statements;
  v_cents bigint;
begin
  select s.* into v from recon.statements s where s.statement_id = p_statement_id for no key update;
  v_cents := v.closing_cents - v.opening_cents - v.lines_cents;
  if v.state = 'read' then
    return query select 'read', v.proof, v_cents;
    return;
  elsif v.state is distinct from 'reading' or v.reader is distinct from p_reader
     or v.rows_done is distinct from p_rows_done then
    return query select 'lost', null::text, null::bigint;
    return;
  end if;
  v.proof := case when v_cents is null then 'not_stated' when v_cents = 0 then 'proven' else 'unproven' end;
  if v.period_to > v.taken_at then
    v.last_at := case when v.last_at < v.taken_at then v.last_at when v.last_at is not null then v.taken_at end;
    v.period_to := nullif(greatest(v.last_at, v.period_from), v.period_from);
  end if;
  update recon.statements s
     set state = 'read', period_to = v.period_to, proof = v.proof, rows_total = p_rows_done,
         ended_at = clock_timestamp(), reader = null, lease_until = null
   where s.statement_id = p_statement_id;
  delete from recon.statement_chunks c where c.statement_id = p_statement_id;
  if v.proof = 'unproven' then
    perform messaging.raise_alarm(p_kind => 'statement_unproven', p_subject => 'statement ' || p_statement_id,
      p_detail => format('%s account of %s: %s are missing between its balances, %s rows set aside', v.account,
                         v.short_code, messaging.money_text(p_cents => v_cents), v.rows_bad));
  else
    perform messaging.raise_alarm(p_kind => 'statement_unproven', p_subject => 'statement ' || p_statement_id,
      p_detail => format('%s account of %s: its balances and those of statement %s do not continue each other',
                         v.account, v.short_code, o.statement_id))
       from (select n.statement_id from recon.statements n
              where n.short_code = v.short_code and n.account = v.account and n.source = 'statement'
                and n.state = 'read' and (n.period_to = v.period_from and n.closing_cents <> v.opening_cents
                                          or n.period_from = v.period_to and n.opening_cents <> v.closing_cents)
              order by n.statement_id desc limit 1) o;
  end if;
  return query select 'read', v.proof, v_cents;
end $$;
comment on function recon.finish_statement is
  'outcome: read or lost (another reader has it); proof: proven, unproven or not_stated; difference_cents: closing '
  'balance less opening balance and lines (null: not stated). Raises nothing.';
