-- Would this value make sense there? Every kind of configuration says what it can take, and which part does not fit.
-- Source: issue 3, Configuration; decision 0080. Locks: none. Repeat: reads only.
create or replace function security.fits_config(
  p_kind    text,    -- setting, limit, retention or pilot
  p_subject text,    -- as in security.config_changes
  p_value   jsonb    -- as security.config_value says it
) returns text
language sql stable as $$
  select case p_kind
    when 'setting' then
      (select case when security.fits_setting(p_setting => s.setting, p_value => p_value ->> 'value') then 'fits' else 'bad_value' end
         from security.settings s where s.setting = p_subject)
    when 'limit' then
      (select case when not security.fits_number(p_text => p_value ->> 'burst', p_least => l.least_burst, p_most => 100000) then 'bad_burst'
                   when not security.fits_number(p_text => p_value ->> 'refill_ms', p_least => 1, p_most => l.most_refill_ms) then 'bad_refill'
                   else 'fits' end
         from security.limits l where l.act || ',' || l.per = p_subject)
    when 'retention' then
      (select case when security.fits_number(p_text => p_value ->> 'keep_days', p_least => r.least_days, p_most => r.most_days)
                   then 'fits' else 'bad_days' end
         from security.retention_periods r where r.kind = p_subject)
    when 'pilot' then case when p_value ->> 'listed' in ('yes', 'no') then 'fits' else 'bad_value' end
  end
$$;
comment on function security.fits_config(text, text, jsonb) is
  'fits, or what does not: bad_value, bad_burst, bad_refill, bad_days; null for what is not there. Raises nothing.';
