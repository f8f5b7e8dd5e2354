-- Shows an owner the statement of an account, all vehicles or one: page, PDF, CSV and XLSX are made from it.
-- Source: docs/decisions/statements.md. Locks: as accounts.signed_in_user.
create or replace function owners.account_statement(
  p_session bytea,
  p_plate   text,    -- null or empty: all vehicles
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.account_statement', p_scope_kind => 'owner');
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_plate   text := nullif(fleet.normal_plate(p_text => p_plate), '');
  v_ids     bigint[];
  v_as      record;
  v_days    record;
  v_sums    jsonb;
begin
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  v_ids := array(select s.sub_wallet_id from ledger.wallets w join ledger.sub_wallets s using (wallet_id)
                   join fleet.vehicles v using (vehicle_id)
                  where w.kind = 'vehicle' and w.owner_id = any (v_owners) and v.plate = coalesce(v_plate, v.plate));
  if v_owners = '{}' or p_plate <> '' and not exists (select from fleet.vehicles v where v.plate = v_plate
       and v.vehicle_id = any (fleet.owned_vehicles(p_owner_ids => v_owners))) then
    return access.refuse(p_function => 'owners.account_statement',
                         p_subject => 'fleet.vehicles:' || coalesce(p_plate, ''));
  end if;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  v_sums := fares.account_statement(p_sub_wallet_ids => v_ids, p_owner_ids => v_owners, p_from => v_days.starts_on,
                                    p_to => v_days.ends_on, p_horizon => v_as.horizon);
  return v_sums - 'fare_days' || jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'asof', v_as.asof, 'held_since', v_as.held_since at time zone v_zone, 'now', v_as.moment at time zone v_zone,
    'days', to_jsonb(v_days), 'plate', v_plate,
    'whose', (select jsonb_agg(o.name order by o.name) from fleet.owners o where o.owner_id = any (v_owners)),
    'fingerprint', ledger.last_fingerprint(p_from => v_days.starts_on, p_to => least(v_days.ends_on, v_days.today)),
    'message', fares.day_message_card(p_user_id => v_user_id, p_owner_ids => v_owners, p_on => v_days.starts_on),
    'cash', fares.cash_told(p_owner_ids => v_owners, p_vehicle_ids => array(
        select v.vehicle_id from unnest(fleet.owned_vehicles(p_owner_ids => v_owners)) o(vehicle_id)
          join fleet.vehicles v using (vehicle_id) where v.plate = coalesce(v_plate, v.plate)),
      p_from => v_days.starts_on, p_to => v_days.ends_on, p_moment => v_as.moment),
    'pages_address', config.setting(p_setting => 'pages_address'),
    'lines', fares.statement_lines(p_sub_wallet_ids => v_ids, p_fare_days => v_sums -> 'fare_days',
      p_from => v_days.starts_on, p_to => v_days.ends_on, p_horizon => v_as.horizon,
      p_opening_cents => (v_sums ->> 'opening_cents')::bigint, p_zone => v_zone));
end $$;
comment on function owners.account_statement is 'whose (names), plate, days, fingerprint (see '
  'ledger.last_fingerprint), message (see fares.day_message_card, of its first day), pages_address, cash (see '
    'fares.cash_told), lines (see '
  'fares.statement_lines), and all of fares.account_statement. {"outcome": "absent"} for a plate of somebody else. '
  'Raises LFA60, LFV64, LFV65.';
