-- Returns the devices on which a person has signed in. Each is named by accounts.device_key.
create or replace function accounts.known_devices(p_user_id bigint, p_session bytea, p_zone text) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('place', accounts.device_key(p_device_hash => d.device_hash),
      'first', d.first_seen_at at time zone p_zone, 'last', d.last_seen_at at time zone p_zone,
      'new_until', (select n.until at time zone p_zone
                      from (select coalesce(d.first_proved_at, d.first_seen_at) +
                        config.setting(p_setting => 'new_device_hours')::int * interval '1 hour' as until) n
                     where n.until > clock_timestamp()),
      'locked_until', case when d.locked_until > clock_timestamp() then d.locked_until at time zone p_zone end,
      'sessions', (select count(*) from accounts.sessions s
                    where s.device_id = d.device_id and s.revoked_at is null
                      and clock_timestamp() < s.idle_expires_at and clock_timestamp() < s.expires_at),
      'this', exists (select from accounts.sessions s where s.device_id = d.device_id and s.session_hash = p_session))
      order by d.last_seen_at desc), '[]')
    from (select v.* from accounts.devices v where v.user_id = p_user_id order by v.last_seen_at desc limit 50) d
$$;
comment on function accounts.known_devices is 'The 50 devices of a person that were used last, newest use first: '
  'place, first, last, new_until and locked_until (null: not), sessions (open ones), this. Raises nothing.';
