-- Begins to read a statement, or goes on with one whose reader stopped: for the worker and the command. A file is known
-- by its SHA-256. One reader at a time has it, for as long as its lease. Locks: the statement's row.
-- Repeat: known once it is read; resumed for the same reader. Source: docs/decisions/reconciliation.md.
create or replace function recon.begin_statement(
  p_file_sha256 bytea,
  p_channel     text,          -- page, command, folder
  p_file_name   text,
  p_file_bytes  bigint,
  p_reader      text,          -- opaque; names this reading
  p_short_code  text,          -- what the file says of itself; null: nothing
  p_account     text,
  p_period_from timestamp,     -- on the market's clock
  p_period_to   timestamp,     -- exclusive
  p_opening_cents bigint,
  p_closing_cents bigint,
  p_rows_total  int            -- about how many rows there are, to show progress; null: not known
) returns table (outcome text, statement_id bigint, rows_done int, currency text) language plpgsql as $$
declare
  v_till mobile_money.tills;
  v      recon.statements;
begin
  insert into recon.statements as s (source, channel, file_name, file_sha256, file_bytes, state)
  select 'statement', p_channel, left(p_file_name, 100), p_file_sha256, p_file_bytes, 'waiting'
   where p_file_sha256 is not null and p_reader is not null
  on conflict (file_sha256) do nothing;
  select s.* into v from recon.statements s where s.file_sha256 = p_file_sha256 for no key update;
  if v.statement_id is null or p_reader is null then
    return;
  elsif v.state = 'read' then
    return query select 'known', v.statement_id, v.rows_done, null::text;
    return;
  elsif v.lease_until > clock_timestamp() and v.reader <> p_reader then
    return query select 'busy', v.statement_id, v.rows_done, null::text;
    return;
  end if;
  if p_period_from >= p_period_to then   -- makes no sense: it says nothing of its period
    p_period_from := null;
    p_period_to := null;
  end if;
  select t.* into v_till from mobile_money.tills t where t.short_code = coalesce(p_short_code, v.short_code);
  if v_till.short_code is null or coalesce(p_account, v.account) is null then
    return query select case when v_till.short_code is null then 'unknown_till' else 'no_account' end,
                        v.statement_id, 0, null::text;
    return;
  end if;
  update recon.statements s
     set state = 'reading', failure = null, ended_at = null, short_code = v_till.short_code,
         account = coalesce(p_account, v.account), period_from = p_period_from at time zone v_till.time_zone,
         period_to = p_period_to at time zone v_till.time_zone, opening_cents = p_opening_cents,
         closing_cents = p_closing_cents, rows_total = p_rows_total, reader = p_reader,
         lease_until = clock_timestamp() + interval '30 seconds'
   where s.statement_id = v.statement_id;
  return query select case when v.rows_done = 0 then 'new' else 'resumed' end, v.statement_id, v.rows_done,
                      v_till.currency;
end $$;
comment on function recon.begin_statement is
  'outcome: new, resumed (go on after rows_done), known (was read before), busy (another reader has it), unknown_till '
  '(its PayBill is not ours), no_account (it doesn''t say which account). Nothing for NULL. Raises nothing.';
