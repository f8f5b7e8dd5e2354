-- Names what is unusual about a payout, for who decides about it.
create or replace function payouts.unusual(p_payout payouts.payouts) returns text[] language sql stable as $$
  with paid as materialized (
    select o.* from payouts.payouts o
     where o.party_kind = p_payout.party_kind and o.party_id = p_payout.party_id and o.state = 'paid'
       and o.payout_id <> p_payout.payout_id)
  select array_remove(array[
    case when payouts.sim_state(p_payout_id => p_payout.payout_id) = 'swapped' then 'sim_swapped' end,
    case when not exists (select from paid) then 'first_payout' end,
    case when exists (select from paid)
          and not exists (select from paid o where o.phone_hash is not distinct from p_payout.phone_hash
                             and o.destination_id is not distinct from p_payout.destination_id)
      then 'never_paid_there' end,
    case when exists (select from payouts.destinations d where d.destination_id = p_payout.destination_id
                         and d.added_at > p_payout.requested_at - interval '7 days') then 'new_destination' end,
    case when p_payout.amount_cents > (select max(o.amount_cents) from paid o) then 'largest' end,
    case when exists (select from accounts.sessions s join accounts.devices d using (device_id)
                       where s.user_id = p_payout.requested_by and s.revoked_at is null
                         and d.first_seen_at > p_payout.requested_at
                             - config.setting(p_setting => 'new_device_hours')::int * interval '1 hour')
      then 'new_device' end,
    case when exists (select from payouts.destinations d where d.destination_id = p_payout.destination_id
                         and d.removed_at is not null) then 'destination_removed' end,
    case when payouts.is_frozen(p_party_kind => p_payout.party_kind, p_party_id => p_payout.party_id)
      then 'frozen' end], null)
$$;
comment on function payouts.unusual is 'Some of sim_swapped, first_payout, never_paid_there, new_destination (added '
  'within 7 days), largest (of all paid), new_device, destination_removed, frozen. Raises nothing.';
