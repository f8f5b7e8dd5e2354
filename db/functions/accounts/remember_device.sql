-- Remembers the browser in which the password was right. The first time the person is told, in case it is not theirs.
-- Locks: the device's row. Repeat: updates the last time only. Source: docs/decisions/sign-in.md.
create or replace function accounts.remember_device(p_user_id bigint, p_device bytea) returns bigint
language plpgsql as $$
declare
  v_device accounts.devices;
  v_user   accounts.users;
begin
  insert into accounts.devices as d (user_id, device_hash) values (p_user_id, p_device)
  on conflict (user_id, device_hash) do update
    set last_seen_at = clock_timestamp(), failed_tries = 0, locked_until = null returning d.* into v_device;
  if v_device.first_seen_at >= transaction_timestamp() then
    select u.* into v_user from accounts.users u where u.user_id = p_user_id;
    perform messaging.enqueue(p_topic => 'sms', p_key => 'device/' || v_device.device_id,
      p_payload => jsonb_build_object('phone_hash', encode(v_user.phone_hash, 'hex'),
        'text', messaging.say(p_key => 'sms_new_device', p_lang => v_user.lang,
                  p_args => array[to_char(v_device.first_seen_at at time zone config.setting(p_setting => 'time_zone'),
                    'DD/MM HH24:MI')])));
  end if;
  return v_device.device_id;
end $$;
comment on function accounts.remember_device is 'Returns device_id; its wrong tries are reset. Raises nothing.';
