-- Finds the day that is closed next: the one after the newest closed day, or the first day with journals.
-- Repeat: the same until a day is closed.
create or replace function ledger.next_day_to_close() returns date language sql stable as $$
  select coalesce((select max(d.business_on) + 1 from ledger.closed_days d),
                  (select min(s.business_on) from ledger.seals s))
$$;
comment on function ledger.next_day_to_close is 'A date; null in an empty ledger. Raises nothing.';
