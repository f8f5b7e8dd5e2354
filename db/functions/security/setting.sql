-- A limit or threshold, as the settings table says today.
-- Source: decision 0050. Locks: none. Repeat: reads only.
create or replace function security.setting(
  p_setting text   -- its name in security.settings
) returns text
language sql stable as $$
  select s.value from security.settings s where s.setting = p_setting
$$;
comment on function security.setting(text) is
  'Value of a setting as text, null when there is none; the caller casts it to its unit. Raises nothing.';
