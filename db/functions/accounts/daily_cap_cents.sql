-- Returns how much money one person may move in a day, in this session. A new device has a lower cap (settings
-- <p_cap>_cents and <p_cap>_new_device_cents). Source: docs/decisions/sign-in.md.
create or replace function accounts.daily_cap_cents(p_session bytea, p_cap text) returns bigint
language sql stable as $$
  select case when accounts.new_device_until(p_session => p_session) is null
           then config.setting(p_setting => p_cap || '_cents')::bigint
           else least(config.setting(p_setting => p_cap || '_cents')::bigint,
                      config.setting(p_setting => p_cap || '_new_device_cents')::bigint) end
$$;
comment on function accounts.daily_cap_cents is 'null: there is no such setting. Raises nothing.';
