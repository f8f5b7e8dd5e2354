-- Returns why the owner of this phone can't be forgotten now. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.erasure_blockers(p_phone_hash bytea) returns text language sql stable as $$
  select case
    when exists (select from mobile_money.payment_intents i where i.phone_hash = p_phone_hash
      and i.state in ('created', 'pushed', 'unknown'))
      or exists (select from mobile_money.mpesa_callbacks k where k.outcome = 'pending'
        and k.fields ->> 'payer_hash' = p_phone_hash::text)
      -- M-Pesa's answer about a payment names the payer.
      or exists (select from mobile_money.verifications v join mobile_money.payments p using (receipt)
                  where v.state in ('wanted', 'asked') and (p.payer_hash = p_phone_hash
                        or p.payment_ref in (select i.payment_ref from mobile_money.payment_intents i
                          where i.phone_hash = p_phone_hash)))
      or exists (select from payouts.payouts o join payouts.states s using (state)
                  where not s.ends and (o.phone_hash = p_phone_hash or o.requested_by in (
                    select u.user_id from accounts.users u where u.phone_hash = p_phone_hash))) then 'unfinished'
    when exists (select from access.role_grants g join accounts.users u using (user_id)
                  where u.phone_hash = p_phone_hash and (g.valid_to is null or g.valid_to > clock_timestamp()))
                    then 'holds_role'
    when exists (select from fleet.owners w join fleet.vehicle_owners h using (owner_id)
                    join fleet.vehicles v using (vehicle_id)
                  where w.phone_hash = p_phone_hash and h.valid_to is null and v.state = 'active') then 'owns_vehicle'
  end
$$;
comment on function privacy.erasure_blockers is
  'unfinished (a payment or a payout is on its way), holds_role (end the person''s roles first), owns_vehicle '
  '(transfer or close it first), or null: nothing. Raises nothing.';
