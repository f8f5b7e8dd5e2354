-- Adds up the money of all vehicles by day: the fares and whom they went to, our commission after corrections, and what
-- came into the trust account and left it. Repeat: the same as of the same horizon.
create or replace function fares.money_days(
  p_from    date,      -- first and last market day
  p_to      date,
  p_horizon xid8       -- see ledger.as_of
) returns table (business_on date, fare_cents bigint, fee_cents bigint, dues_cents bigint, owners_cents bigint,
                 in_cents bigint, out_cents bigint) language sql stable as $$
  with money as (
    select t.business_on, t.cents as fare, case t.purpose when 'fee' then t.cents end as fee,
           case t.purpose when 'sacco' then t.cents end as dues,
           case when t.purpose not in ('fee', 'sacco') then t.cents end as owners, t.cents as came, 0 as went
      from (select d.business_on, m.purpose, m.cents
              from fares.owner_takings(p_owner_ids => array(select o.owner_id from fleet.owners o), p_from => p_from,
                                       p_to => p_to, p_horizon => p_horizon) d
             cross join lateral unnest(d.purposes, d.cents_by_purpose) as m(purpose, cents)) t
    union all
    select m.business_on, 0, m.fee_cents, 0, 0, m.in_cents, m.out_cents
      from ledger.other_movements(p_from => p_from, p_to => p_to, p_horizon => p_horizon) m)
  select m.business_on, sum(m.fare)::bigint, coalesce(sum(m.fee), 0)::bigint, coalesce(sum(m.dues), 0)::bigint,
         coalesce(sum(m.owners), 0)::bigint, sum(m.came)::bigint, sum(m.went)::bigint
    from money m group by m.business_on
$$;
comment on function fares.money_days is 'Cents by day: fares; fee (after corrections), dues and owners: whom they '
  'went to; into and out of the trust account, by fares and all else. Days without any are left out. Raises nothing.';
