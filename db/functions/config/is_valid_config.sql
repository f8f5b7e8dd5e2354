-- Checks whether a value makes sense for a setting, limit, period or pilot entry. A setting keeps the form of the value
-- in force: a number stays a number within its bounds, a time of day stays a time of day.
-- Source: docs/decisions/configuration.md.
create or replace function config.is_valid_config(
  p_kind    text,    -- as in config.config_changes
  p_subject text,    -- as in config.config_changes
  p_value   jsonb    -- as config.config_value says it
) returns text language sql stable as $$
  select case p_kind
    when 'setting' then
      (select case when case
           when s.setting = 'time_zone' then exists (select from pg_catalog.pg_timezone_names z where z.name = v.value)
           when s.setting = 'ussd_networks' then v.value ~ '^[0-9]{4,6}(,[0-9]{4,6}){0,9}$'
           when s.setting = 'ussd_code' then v.value ~ '^\*[0-9]{1,6}(\*[0-9]{1,6}){0,3}#$'
           when s.setting = 'help_phone' then v.value ~ '^[0-9+]( ?[0-9]){2,14}$'
           when s.setting = 'pages_address' then v.value ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$' and length(v.value) <= 30
           when s.setting = 'alarm_channels' then v.value ~ '^(none|(sms|email|webhook)(,(sms|email|webhook)){0,2})$'
           when s.setting = 'file_channels_by_two'
             then v.value ~ '^(none|(page|command|folder)(,(page|command|folder)){0,2})$'
           when s.setting = 'payouts_sent' then v.value in ('on', 'off')
           when s.setting = 'password_params' then v.value ~ '^m=[1-9][0-9]{3,6},t=[1-9],p=[1-4]$'
             and config.is_number_between(substring(v.value from '^m=([0-9]+),'), 7168, 65536)
           when s.value ~ '^[0-9]+$' then config.is_number_between(v.value, coalesce(s.least, 1), s.most)
           when s.value ~ '^[0-2][0-9]:[0-5][0-9]$' then v.value ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
           else v.value ~ '^[!-~]([ -~]{0,78}[!-~])?$'
         end then 'fits' else 'bad_value' end
         from config.settings s cross join (select p_value ->> 'value' as value) v where s.setting = p_subject)
    when 'limit' then
      (select case when not config.is_number_between(p_value ->> 'burst', l.least_burst, 100000) then 'bad_burst'
                   when not config.is_number_between(p_value ->> 'refill_ms', 1, l.most_refill_ms) then 'bad_refill_ms'
                   else 'fits' end
         from config.rate_limits l where l.limit_name || ',' || l.per = p_subject)
    when 'retention' then
      (select case when config.is_number_between(p_value ->> 'keep_days', r.least_days, r.most_days)
                   then 'fits' else 'bad_keep_days' end
         from privacy.retention_periods r where r.kind = p_subject)
    when 'gate' then
      (select case when not config.is_number_between(p_value ->> 'green_bound', 0, 100000000) then 'bad_green_bound'
                   when not config.is_number_between(p_value ->> 'alarm_bound', 0, 100000000) then 'bad_alarm_bound'
                   when gates.is_met((p_value ->> 'green_bound')::bigint, translate(g.green_sign, '<>=', '><'),
                                     (p_value ->> 'alarm_bound')::bigint) then 'bad_alarm_bound'
                   else 'fits' end from gates.gates g where g.gate = p_subject)
    when 'pilot' then case when p_value ->> 'listed' in ('yes', 'no') then 'fits' else 'bad_listed' end
    when 'assignment' then
      (select case when exists (
           select from fleet.vehicles v join fares.split_rules r
               on r.split_rule_id = fares.rule_in_force(p_vehicle_id => v.vehicle_id, p_at => p.paid_at)
            where v.vehicle_id::text = p_value ->> 'vehicle_id' and r.currency = t.currency and p.state = 'suspense')
         then 'fits' else 'bad_vehicle_id' end
         from mobile_money.payments p join mobile_money.tills t using (short_code) where p.receipt = p_subject)
    when 'transfer' then case when exists (select from fleet.owners o where o.owner_id::text = p_value ->> 'owner_id')
                              then 'fits' else 'bad_owner_id' end
    when 'payout' then case
      when p_value ->> 'result' is null or p_value ->> 'result' not in ('paid', 'failed') then 'bad_result'
      when p_value ->> 'result' = 'failed' then case p_value ->> 'receipt' when '' then 'fits' else 'bad_receipt' end
      when p_value ->> 'receipt' !~ '^[A-Z0-9]{6,20}$'
           or exists (select from payouts.payouts o where o.receipt = p_value ->> 'receipt')
           or exists (select from mobile_money.payments m where m.receipt = p_value ->> 'receipt') then 'bad_receipt'
      when payouts.parse_time(p_text => p_value ->> 'paid_at') <= clock_timestamp() then 'fits'
      else 'bad_paid_at' end
    when 'reversal' then case when p_value ->> 'taken_back' = 'yes' then 'fits' else 'bad_taken_back' end
    when 'erasure' then case when p_value ->> 'erased' = 'yes' then 'fits' else 'bad_erased' end
  end
$$;
comment on function config.is_valid_config is 'fits, or bad_ and the part of the value that does not fit: bad_value, '
  'bad_burst, bad_refill_ms, bad_keep_days, bad_green_bound, bad_alarm_bound (it overlaps green), bad_listed, '
  'bad_vehicle_id (no rule then, or assigned already), bad_owner_id, bad_erased, bad_result, bad_receipt, bad_paid_at; '
  'null for what does not exist. Raises nothing.';
