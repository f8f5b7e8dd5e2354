-- Finds the last day of a period that has a seal, and the fingerprint of that seal: statements print it, so that anyone
-- can prove later that the ledger has not changed. Repeat: a day that goes on gets newer seals.
create or replace function ledger.last_fingerprint(p_from date, p_to date) returns jsonb language sql stable as $$
  select jsonb_build_object('on', s.day, 'text', s.print)
    from (select d.day::date as day, ledger.fingerprint(p_on => d.day::date) as print
            from generate_series(p_from::timestamp, p_to::timestamp, '1 day') as d(day)) s
   where s.print is not null order by s.day desc limit 1
$$;
comment on function ledger.last_fingerprint is 'on and text of the fingerprint; null when no day has one. Raises '
  'nothing.';
