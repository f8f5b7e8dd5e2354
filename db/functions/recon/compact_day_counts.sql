-- Adds the counts of a day and source up into one row. Those that another transaction is adding now are for the next
-- run. Locks: the rows, skipping locked ones. Repeat: nothing.
create or replace function recon.compact_day_counts() returns bigint language sql as $$
  with taken as (
    delete from recon.day_counts d
     where d.count_id in (
       select k.count_id from recon.day_counts k
        where exists (select from recon.day_counts o
                       where o.business_on = k.business_on and o.source = k.source and o.count_id <> k.count_id)
        order by k.count_id for update skip locked)
    returning d.*),
  added as (
    insert into recon.day_counts (business_on, source, lines, matched)
    select t.business_on, t.source, sum(t.lines), sum(t.matched) from taken t group by t.business_on, t.source
    returning 1)
  select count(*) from added
$$;
comment on function recon.compact_day_counts is 'How many rows are left of those it added up. Raises nothing.';
