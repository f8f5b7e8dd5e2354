-- Says whether a line is money that leaves for the bank, by what we are given: the settlement account's own line, or
-- what leaves another account for it where we have no statement of it. Locks: none. Repeat: the same.
create or replace function recon.is_sweep_to_bank(p_line recon.lines) returns boolean language sql stable as $$
  select p_line.kind = 'sweep' and (p_line.account = 'settlement' and p_line.amount_cents < 0
           or p_line.account <> 'settlement' and p_line.reason_type ~* 'organi[sz]ation settlement'
              and not exists (select from recon.statements s
                               where s.short_code = p_line.short_code and s.account = 'settlement'))
$$;
comment on function recon.is_sweep_to_bank is 'Null where it is not known. Raises nothing.';
