-- The stored takings of closed days that differ from the entries of their fares (fares.day_totals), and closing figures
-- of owners and SACCOs that are not the sums of their vehicles' (fares.owner_days, fares.sacco_days): pages and
-- statements read them and never add up those fares again. Source: docs/decisions/day-close.md.
create or replace view audit.changed_takings as
select vehicle_id, owner_id, business_on, purpose, t.cents as stored_cents, e.cents::bigint as entries_cents, sacco_id
  from (select d.vehicle_id, d.owner_id, d.sacco_id, d.business_on, m.purpose, m.cents,
               d.cents <> (select sum(c) from unnest(d.cents_by_minute) c)
               or d.cents <> (select sum(c) from unnest(d.cents_by_purpose) c)
               or d.fares <> (select sum(c) from unnest(d.fares_by_minute) c) as is_torn
          from fares.day_totals d cross join lateral unnest(d.purposes, d.cents_by_purpose) as m(purpose, cents)) t
  full join (select w.vehicle_id, w.owner_id, w.sacco_id, j.business_on, s.purpose, sum(x.amount_cents) as cents
               from ledger.journals j join ledger.ledger_entries x using (journal_id)
               join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
              where j.kind = 'fare' and w.kind = 'vehicle'
                and not exists (select from fares.moves v where v.receipt = j.reference)
                and j.business_on <= (select max(u.until_on) from fares.totals_until u where u.horizon is not null)
              group by w.vehicle_id, w.owner_id, w.sacco_id, j.business_on, s.purpose) e
       using (vehicle_id, owner_id, sacco_id, business_on, purpose)
 where t.is_torn or purpose <> 'fee' and coalesce(t.cents, 0) <> coalesce(e.cents, 0)
 union all
select null, nullif(owner_id, 0), business_on, purpose, p.cents, v.cents::bigint, nullif(sacco_id, 0)
  from (select d.owner_id, d.sacco_id, d.business_on, m.purpose, m.cents, d.fares,
               d.cents <> (select sum(c) from unnest(d.cents_by_purpose) c)
               or d.commission_cents <> coalesce(d.cents_by_purpose[array_position(d.purposes, 'fee')], 0) as is_torn
          from (select o.owner_id, 0::bigint as sacco_id, o.business_on, o.fares, o.cents, o.commission_cents,
                       o.purposes, o.cents_by_purpose from fares.owner_days o
                 union all
                select 0, s.sacco_id, s.business_on, s.fares, s.cents, s.commission_cents, s.purposes,
                       s.cents_by_purpose from fares.sacco_days s) d
         cross join lateral unnest(d.purposes, d.cents_by_purpose) as m(purpose, cents)) p
  full join (select f.owner_id, f.sacco_id, f.business_on, m.purpose, sum(m.cents) as cents, sum(f.fares) as fares
               from (select d.owner_id, 0::bigint as sacco_id, d.business_on, d.purposes, d.cents_by_purpose, d.fares
                       from fares.day_totals d
                      union all
                     select 0, d.sacco_id, d.business_on, d.purposes, d.cents_by_purpose, d.fares
                       from fares.day_totals d) f
              cross join lateral unnest(f.purposes, f.cents_by_purpose) as m(purpose, cents)
              group by f.owner_id, f.sacco_id, f.business_on, m.purpose) v
       using (owner_id, sacco_id, business_on, purpose)
 where p.is_torn or p.cents is distinct from v.cents or purpose = 'fee' and p.fares is distinct from v.fares;
comment on view audit.changed_takings is 'Vehicle, owner, SACCO, day and purpose (fee: ours) whose stored takings are '
  'not what their entries say; without a vehicle: closing figures of an owner or a SACCO (stored_cents) that are not '
  'what their vehicles took (entries_cents). Must be empty. Reads all fares: minutes on a large ledger.';
