-- Tells whether too many wrong voucher codes came lately: from this vendor, or for this vehicle.
create or replace function payouts.are_tries_spent(p_vendor_id bigint, p_vehicle_id bigint) returns boolean
language sql stable as $$
  select count(*) filter (where t.vendor_id = p_vendor_id) >= config.setting(p_setting => 'voucher_tries')::int
      or count(*) filter (where t.vehicle_id = p_vehicle_id) >= 2 * config.setting(p_setting => 'voucher_tries')::int
    from payouts.voucher_tries t
   where (t.vendor_id = p_vendor_id or t.vehicle_id = p_vehicle_id)
     and t.tried_at > clock_timestamp() - interval '1 hour'
$$;
comment on function payouts.are_tries_spent is 'Within an hour. Raises nothing.';
