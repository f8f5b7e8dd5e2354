-- Switches the payout of each evening on, with a code bound to its floor and destination, or off without one.
-- Locks: the person, then the order's row. Repeat: the order is as it was set. Source: docs/decisions/vendors.md.
create or replace function payouts.set_standing_order(
  p_user_id     bigint,
  p_device      bytea,
  p_owner_id    bigint,
  p_state       text,    -- on or off
  p_floor       text,    -- shillings that stay in the pots
  p_destination text,    -- own, or a destination_id
  p_code_hash   bytea
) returns text language plpgsql as $$
declare
  v_floor bigint := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_floor));
  v_to    text := payouts.standing_destination(p_user_id, p_owner_id, p_destination);
  v_code  text;
begin
  if p_state = 'off' then
    update payouts.standing_orders s set ended_at = clock_timestamp()
     where s.owner_id = p_owner_id and s.ended_at is null;
    return 'off';
  elsif p_state is distinct from 'on' or v_floor is null or v_floor % 100 <> 0 then
    return 'floor_wrong';
  elsif v_to is null then
    return 'destination_wrong';
  end if;
  v_code := accounts.verify_code(p_user_id => p_user_id, p_purpose => 'automatic', p_amount_cents => v_floor,
    p_destination => v_to, p_code_hash => p_code_hash, p_device => p_device);
  if v_code <> 'right' then
    return 'code_' || v_code;
  end if;
  insert into payouts.standing_orders as s (owner_id, floor_cents, destination_id, set_by)
  values (p_owner_id, v_floor, case when p_destination <> 'own' then p_destination::bigint end, p_user_id)
  on conflict (owner_id) do update set floor_cents = excluded.floor_cents, destination_id = excluded.destination_id,
    set_by = excluded.set_by, set_at = clock_timestamp(), ended_at = null;
  return 'on';
end $$;
comment on function payouts.set_standing_order is
  'Outcome on, off, floor_wrong, destination_wrong, code_wrong or code_spent. Raises nothing.';
