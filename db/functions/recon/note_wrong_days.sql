-- Notes payments that the operator dates to another market day than we do, for lines that were just matched. The money
-- is right, so nothing is unexplained. Locks: none. Repeat: one break a line.
create or replace function recon.note_wrong_days(p_line_ids bigint[]) returns bigint
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_first bigint;   -- the range spares reading all lines there ever were
  v_last  bigint;
  v_done  bigint;
begin
  select min(u), max(u) into v_first, v_last from unnest(p_line_ids) u;
  insert into recon.breaks (kind, source, short_code, line_id, receipt, business_on, operator_cents, ledger_cents,
                            unexplained_cents)
  select 'wrong_day', l.source, l.short_code, l.line_id, l.receipt, l.business_on, l.amount_cents, p.amount_cents, 0
    from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
    join mobile_money.payments p on p.receipt = l.receipt
    join mobile_money.tills t on t.short_code = l.short_code
   where l.line_id between v_first and v_last and l.kind = 'payment' and l.state = 'matched'
     and (p.paid_at at time zone t.time_zone)::date <> l.business_on
     and not exists (select from recon.breaks b where b.line_id = l.line_id and b.kind = 'wrong_day');
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function recon.note_wrong_days is 'How many breaks it noted. Raises nothing.';
