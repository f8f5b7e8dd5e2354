-- Lists vouchers for pages, the newest first.
create or replace function payouts.voucher_cards(
  p_owner_ids   bigint[],   -- of these owners; null: of all
  p_vehicle_ids bigint[],   -- for these vehicles; null: for all
  p_zone        text
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('voucher_id', v.voucher_id, 'plate', f.plate, 'kind', v.vendor_kind,
             'name', n.name, 'cap_cents', v.cap_cents, 'used_cents', v.used_cents,
             'used_at', (select w.name from payouts.vendors w where w.vendor_id = v.used_at_vendor),
             'state', case when v.state = 'issued' and v.expires_at <= clock_timestamp() then 'expired'
                           else v.state end,
             'as', v.issued_as, 'driver', accounts.actor_card(p_actor => 'user:' || v.driver_id),
             'at', v.issued_at at time zone p_zone, 'until', v.expires_at at time zone p_zone)
           order by v.voucher_id desc), '[]')
    from (select q.* from payouts.vouchers q
           where (p_owner_ids is null or q.owner_id = any (p_owner_ids))
             and (p_vehicle_ids is null or q.vehicle_id = any (p_vehicle_ids))
           order by q.voucher_id desc limit 20) v
    join fleet.vehicles f using (vehicle_id) left join payouts.vendors n using (vendor_id)
$$;
comment on function payouts.voucher_cards is 'voucher_id, plate, kind, name (of its vendor, or null: any of the kind), '
  'cap_cents, used_cents, used_at, state, as (who issued it), driver, at, until. Raises nothing.';
