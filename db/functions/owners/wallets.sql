-- Lists an owner's sub_wallets behind a sum: all of them, or those for one purpose. Locks: as accounts.signed_in_user.
create or replace function owners.wallets(
  p_session bytea,
  p_purpose text,   -- null or empty: all
  p_asof    text    -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.wallets', p_scope_kind => 'owner');
  v_as      record;
  v_wallets jsonb;
begin
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  with owned as materialized (
    select o.* from ledger.owner_wallets(p_owner_ids => v_owners, p_horizon => v_as.horizon) o
     where coalesce(p_purpose, '') in ('', o.purpose))
  select jsonb_build_object('cents', sum(o.balance_cents)::bigint,
           'rows', jsonb_agg(to_jsonb(o) order by o.plate, o.sub_wallet_id),
           'vehicles', (select jsonb_agg(to_jsonb(v) order by v.plate)
                          from (select w.plate, sum(w.balance_cents)::bigint as cents,
                                       jsonb_object_agg(w.purpose, to_jsonb(w)) as wallets
                                  from owned w group by w.plate) v),
           'purposes', (select jsonb_agg(to_jsonb(q) order by q.place)
                          from (select w.purpose, min(w.sub_wallet_id) as place, sum(w.balance_cents)::bigint as cents
                                  from owned w group by w.purpose) q),
           'held', ledger.held_of(p_sub_wallet_ids => array_agg(o.sub_wallet_id), p_horizon => v_as.horizon))
    into v_wallets from owned o;
  if v_wallets -> 'rows' = 'null' then
    return access.refuse(p_function => 'owners.wallets', p_subject => 'ledger.sub_wallets:' || coalesce(p_purpose, ''));
  end if;
  return v_wallets || jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'asof', v_as.asof, 'held_since', v_as.held_since at time zone config.setting(p_setting => 'time_zone'),
    'now', v_as.moment at time zone config.setting(p_setting => 'time_zone'),
    'on_the_way_cents', payouts.on_the_way(p_owner_ids => v_owners, p_horizon => v_as.horizon),
    'debts', ledger.owner_debts(p_owner_ids => v_owners, p_horizon => v_as.horizon),
    'pots', (select coalesce(jsonb_agg(jsonb_build_object('plate', v.plate, 'today', p.today) order by v.plate), '[]')
               from fleet.vehicle_owners o join fleet.vehicles v using (vehicle_id)
              cross join lateral (select fares.pots_on(p_vehicle_id => v.vehicle_id, p_at => v_as.moment,
                                    p_zone => config.setting(p_setting => 'time_zone')) as today) p
              where o.owner_id = any (v_owners) and o.valid_to is null and p.today -> 'pots' <> '[]'),
    'purpose', nullif(p_purpose, ''), 'available_cents',
    (v_wallets ->> 'cents')::bigint - coalesce((v_wallets #>> '{held,cents}')::bigint, 0));
end $$;
comment on function owners.wallets is 'cents, pots (of the day, by plate: see fares.pots_on), held (see '
  'ledger.held_of), available_cents, on_the_way_cents (see payouts.on_the_way), debts (see ledger.owner_debts), and '
  'this person''s sub_wallets three times: rows (sub_wallet_id, plate, purpose, balance_cents), vehicles (plate, '
  'cents, wallets by purpose), purposes (purpose, cents); or {"outcome": "absent"}. Raises LFA60, LFV64.';
