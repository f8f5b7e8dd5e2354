-- Replays the last 30 days of every vehicle that took fares, each fare by its own rule, and compares them with the
-- ledger: `make replay`. About a second for a vehicle of 430 fares a day. Source: docs/decisions/pots.md.
create or replace function fares.replay_faults(p_at timestamptz)
returns table (wallet_id bigint, plate text, owner_id bigint, parts int, faults int) language sql stable as $$
  select w.wallet_id, v.plate, w.owner_id, count(r.*)::int,
         (count(*) filter (where r.replayed_cents is distinct from r.booked_cents))::int
    from (select (p_at at time zone config.setting(p_setting => 'time_zone'))::date as today) d
   cross join ledger.wallets w
    join fleet.vehicles v using (vehicle_id)
   cross join lateral (
     select n.cents as replayed_cents, b.cents as booked_cents
       from fares.replay_split(p_wallet_id => w.wallet_id, p_rule => null, p_from => d.today - 29, p_to => d.today) n
       full join fares.posted_parts(p_wallet_id => w.wallet_id, p_from => d.today - 29, p_to => d.today) b
         using (business_on, purpose)) r
   where w.kind = 'vehicle'
   group by w.wallet_id, v.plate, w.owner_id
$$;
comment on function fares.replay_faults is 'One row for each vehicle, of an owner in a SACCO, that took fares: parts '
  'of days, and how many of them differ from the ledger; all must be 0. Raises nothing.';
