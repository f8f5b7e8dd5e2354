-- Divides all seals into ranges of about as many journals, so that a verification shows how far it is and can be run by
-- several at once. Seals between the same horizons stay together. Repeat: the same, and the new seals.
create or replace function ledger.seal_ranges(p_journals int) returns table (
  first_seal bigint, last_seal bigint, seals bigint, journals bigint, entries bigint) language sql stable as $$
  select min(r.seal_id), max(r.seal_id), count(*), sum(r.journals)::bigint, sum(r.entries)::bigint
    from (select s.seal_id, s.journals, s.entries,
                 ((sum(s.journals) over (order by s.horizon) - sum(s.journals) over (partition by s.horizon))
                  / greatest(p_journals, 1))::bigint as part
            from ledger.seals s where p_journals is not null) r
   group by r.part order by r.part
$$;
comment on function ledger.seal_ranges is 'First and last seal of each range, and what it holds. Raises nothing.';
