-- Returns how much money one person may move in a day, in this session. A new device has a lower cap (settings
-- <p_cap>_cents and <p_cap>_new_device_cents); so has a request from no session that we know, as by USSD. Null: nobody
-- asks now, as in a standing order. Source: docs/decisions/sign-in.md.
create or replace function accounts.daily_cap_cents(p_session bytea, p_cap text) returns bigint
language sql stable as $$
  select case when p_session is null
             or (exists (select from accounts.sessions s where s.session_hash = p_session)
                 and accounts.new_device_until(p_session => p_session) is null)
           then config.setting(p_setting => p_cap || '_cents')::bigint
           else least(config.setting(p_setting => p_cap || '_cents')::bigint,
                      config.setting(p_setting => p_cap || '_new_device_cents')::bigint) end
$$;
comment on function accounts.daily_cap_cents is 'null: there is no such setting. Raises nothing.';
