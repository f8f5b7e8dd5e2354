-- Writes what the pots of a vehicle have got on a market day. Called with fares.lock_pots. Repeat: same.
create or replace function fares.write_pot_day(p_day fares.pot_days) returns void language sql as $$
  insert into fares.pot_days as d select (p_day).* where (p_day).wallet_id is not null
  on conflict (wallet_id, business_on) do update
     set split_rule_id = excluded.split_rule_id, purposes = excluded.purposes, target_cents = excluded.target_cents,
         arrears_cents = excluded.arrears_cents, got_cents = excluded.got_cents, met_at = excluded.met_at,
         taken_cents = excluded.taken_cents
$$;
comment on function fares.write_pot_day is 'Inserts or updates the day''s row. Raises nothing.';
