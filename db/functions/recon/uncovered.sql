-- Says which of our accounts at the operator no statement or answered pull covers for a whole market day, or only one
-- whose balances don't add up. Days before the first statement of an account need none.
-- Repeat: the same until a statement is read. Source: docs/decisions/day-close.md.
create or replace function recon.uncovered(p_on date) returns table (short_code text, why text)
language sql stable as $$
  with day as (
    select t.short_code, p_on::timestamp at time zone t.time_zone as begins,
           (p_on + 1)::timestamp at time zone t.time_zone as ends
      from mobile_money.tills t where p_on is not null),
       read as (
    select d.short_code, d.begins, d.ends, s.*
      from day d
     cross join lateral (
       select min(x.period_from) as first,
              range_agg(tstzrange(x.period_from, x.period_to)) filter (where x.period_to > d.begins) as spans,
              -- A newer statement of the whole day that adds up makes up for an older one that did not.
              max(x.statement_id) filter (where x.proof = 'unproven' and x.period_from < d.ends
                                            and x.period_to > d.begins) as unproven,
              max(x.statement_id) filter (where x.proof = 'proven' and x.period_from <= d.begins
                                            and x.period_to >= d.ends) as proven
         from recon.statements x
        where x.short_code = d.short_code and x.state = 'read' and x.account = 'utility'
          and x.period_from is not null and x.period_to is not null) s)
  select r.short_code, case when r.unproven is not null then 'unproven' else 'no_statement' end
    from read r
   where r.first is null
      or r.first < r.ends and not coalesce(r.spans @> tstzrange(greatest(r.begins, r.first), r.ends), false)
      or coalesce(r.unproven, 0) > coalesce(r.proven, 0)
   order by 1
$$;
comment on function recon.uncovered is 'One row for each shortcode that stands in the way: no_statement or unproven; '
  'none when the day may be closed. Raises nothing.';
