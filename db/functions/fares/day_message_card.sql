-- Tells a person whether they get the day's figures by SMS, at what time, and as of when those of a day were: pages
-- lead to that position, so that page and SMS are equal.
create or replace function fares.day_message_card(p_user_id bigint, p_owner_ids bigint[], p_on date) returns jsonb
language sql stable as $$
  select jsonb_build_object('state', case when exists (select from fares.day_messages_off f
                                                        where f.user_id = p_user_id) then 'off' else 'on' end,
    'at', config.setting(p_setting => 'owner_sms_at'),
    'asof', (select m.asof from fares.day_messages m where m.owner_id = any (p_owner_ids) and m.business_on = p_on
              order by m.owner_id limit 1),
    'sent_at', (select m.sent_at at time zone config.setting(p_setting => 'time_zone') from fares.day_messages m
                 where m.owner_id = any (p_owner_ids) and m.business_on = p_on order by m.owner_id limit 1))
$$;
comment on function fares.day_message_card is 'state (on, off), at, asof and sent_at (null: none was sent that day). '
  'Raises nothing.';
