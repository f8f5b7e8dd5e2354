-- Tells those who may see the seller's and the buyer's money that a vehicle changed hands. Locks: none.
-- Repeat: one message a person and transaction.
create or replace function fleet.notify_transfer(p_vehicle_id bigint, p_owner_ids bigint[]) returns void
language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => 'sms_transferred/' || u.user_id || '/' || pg_current_xact_id(),
           p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'),
             'text', messaging.say(p_key => 'sms_transferred', p_lang => u.lang,
               p_args => array[(select v.plate from fleet.vehicles v where v.vehicle_id = p_vehicle_id),
                 config.setting(p_setting => 'help_phone')])))
    from accounts.users u
   where exists (select from access.role_grants g
                  where g.user_id = u.user_id and g.role = 'owner' and g.scope_id = any (p_owner_ids)
                    and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to))
$$;
comment on function fleet.notify_transfer is
  'Puts an SMS to each of them into the outbox. Raises LFN50 (no such text).';
