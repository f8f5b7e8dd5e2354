-- Says how long a message is worth sending, by its key. A code ends with its validity. A receipt is worth an hour: then
-- the ride is over, and M-Pesa's own SMS says the same. What a person must still hear (a new device, a changed PIN, how
-- to claim money) is worth a day; the day's figures until the morning. A message about alarms is worth an hour: then
-- the next one says how it is. Prompts end by push_send_seconds; questions to M-Pesa do not age.
create or replace function messaging.useful_seconds(p_topic text, p_key text) returns int
language sql stable as $$
  select case when p_key like 'alarms/%' then 3600
              when p_topic <> 'sms' then null
              when p_key like 'code/%' then 60 * config.setting(p_setting => 'code_minutes')::int
              when p_key ~ '^(boarding|check)/' then 300   -- while the passenger is on board
              when p_key like 'silent/%' then 3600    -- the vehicle may take fares again
              when p_key like 'day/%' then 36000      -- until the morning
              when p_key like '%/%' then 86400
              else 3600 end
$$;
comment on function messaging.useful_seconds is 'Seconds from its creation; null: for ever.';
