-- Computes the leaves that a range of seals would have if they were written now. A journal falls into the seal of its
-- day and transaction. Repeat: the same, unless somebody changed the ledger.
create or replace function ledger.recompute_leaves(
  p_from bigint,   -- first and last seal
  p_to   bigint
) returns table (seal_id bigint, business_on date, leaves bytea) language plpgsql stable as $$
declare
  v_from bigint;
  v_ends bigint[];   -- where the ranges of the seals end, rising
  v_low  bigint;     -- the seals before and after those, beyond others of the same ranges; never all seals are read
  v_high bigint;
begin
  select min(s.horizon_from::text::bigint), array_agg(distinct s.horizon::text::bigint order by s.horizon::text::bigint)
    into v_from, v_ends
    from ledger.seals s where s.seal_id between p_from and p_to;
  v_low := (select s.seal_id from ledger.seals s where s.seal_id < p_from and s.horizon::text::bigint <= v_from
             order by s.seal_id desc limit 1);
  v_high := (select s.seal_id from ledger.seals s
              where s.seal_id > p_to and s.horizon::text::bigint > v_ends[cardinality(v_ends)]
              order by s.seal_id limit 1);
  return query
  select s.seal_id, l.business_on, string_agg(l.leaf, '' order by l.journal_id)
    from (select x.journal_id, x.business_on, x.leaf,
                 v_ends[width_bucket(x.xact::text::bigint, v_ends) + 1] as range_end
            from ledger.leaves(p_from => v_from::text::xid8,
                               p_to => v_ends[cardinality(v_ends)]::text::xid8) x) l
    left join (select x.seal_id, x.business_on, x.horizon from ledger.seals x
                where x.horizon_from < x.horizon and x.seal_id > coalesce(v_low, 0)
                  and (v_high is null or x.seal_id < v_high)) s
         on s.business_on = l.business_on and s.horizon::text::bigint = l.range_end
   where s.seal_id is null or s.seal_id between p_from and p_to
   group by s.seal_id, l.business_on;
end $$;
comment on function ledger.recompute_leaves is 'One row for each seal that would have journals; seal_id null: journals '
  'of a day that has no seal in that range. Raises nothing.';
