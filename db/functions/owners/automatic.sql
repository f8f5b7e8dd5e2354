-- Shows an owner what leaves by itself: the payout of each evening, and what the crew of each vehicle may have.
-- Locks: as accounts.signed_in_user.
create or replace function owners.automatic(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.automatic', p_scope_kind => 'owner');
begin
  if v_owner_ids = '{}' then
    return access.refuse(p_function => 'owners.automatic', p_subject => 'owner pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'pays_at', config.setting(p_setting => 'automatic_payout_at'),
    'owners', (select jsonb_agg(jsonb_build_object('owner_id', o.owner_id, 'name', o.name,
          'on', s.owner_id is not null, 'floor_cents', s.floor_cents, 'destination_id', s.destination_id,
          'to', payouts.standing_destination(s.set_by, o.owner_id, coalesce(s.destination_id::text, 'own')),
          'own', payouts.standing_destination(v_user_id, o.owner_id, 'own'),
          'destinations', (select coalesce(jsonb_agg(jsonb_build_object('destination_id', d.destination_id,
               'label', d.label, 'to', payouts.destination_text(d.kind, d.short_code, d.tail))
               order by d.destination_id), '[]') from payouts.destinations d
              where d.party_kind = 'owner' and d.party_id = o.owner_id and d.removed_at is null
                and d.usable_from <= clock_timestamp()),
          'runs', (select coalesce(jsonb_agg(jsonb_build_object('on', r.business_on, 'outcome', r.outcome,
               'cents', p.amount_cents, 'state', p.state) order by r.business_on desc), '[]')
             from (select q.* from payouts.standing_runs q where q.owner_id = o.owner_id
                    order by q.business_on desc limit 7) r left join payouts.payouts p using (payout_id)))
          order by o.owner_id)
        from fleet.owners o
        left join payouts.standing_orders s on s.owner_id = o.owner_id and s.ended_at is null
       where o.owner_id = any (v_owner_ids)),
    'vehicles', (select coalesce(jsonb_agg(jsonb_build_object('plate', v.plate,
          'pays_share', coalesce(r.pays_share, false), 'voucher_day_cents', coalesce(r.voucher_day_cents, 0))
          order by v.plate), '[]')
        from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
        left join payouts.crew_rules r on r.vehicle_id = v.vehicle_id and r.owner_id = o.owner_id
       where o.valid_to is null and o.owner_id = any (v_owner_ids) and v.state = 'active'));
end $$;
comment on function owners.automatic is 'pays_at, owners (order, destinations, the last 7 runs) and vehicles '
  '(pays_share, voucher_day_cents); {"outcome": "absent"} for who owns nothing. Raises LFA60.';
