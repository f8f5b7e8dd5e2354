-- While the look-up key is changed, a phone has two hashes. Which one is it found by? Once the change is
-- open the new one, and whatever still stands under the old one is moved at this very moment.
-- Source: decision 0077, The look-up key. Locks: as security.rename_phone, only on first touch. Repeat: nothing left to move.
create or replace function security.phone_in_force(
  p_before bytea,   -- hash under the old key
  p_after  bytea    -- hash under the new one
) returns bytea
language plpgsql as $$
begin
  if security.setting(p_setting => 'lookup_key_moves') is distinct from 'yes' then
    return p_before;
  end if;
  if exists (select from security.phones f where f.phone_hash = p_before)
     or exists (select from security.users u where u.phone_hash = p_before)
     or exists (select from mobile_money.payments p where p.payer_hash = p_before)
     or exists (select from mobile_money.mpesa_callbacks k where k.payer_hash = p_before)
     or exists (select from fleet.pilot_entries e where e.phone_hash = p_before)
     or exists (select from security.config_changes c where c.phone_hash = p_before) then
    perform security.rename_phone(p_from => p_before, p_to => p_after);
  end if;
  return p_after;
end $$;
comment on function security.phone_in_force(bytea, bytea) is
  'The hash to use for a phone: the old one while setting lookup_key_moves is no; then the new one, everything of the phone being moved to it. Raises LFV96 (the new one is no hash).';
