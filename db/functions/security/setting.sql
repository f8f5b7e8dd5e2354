-- A limit or threshold, as the settings table says today.
-- Source: decision 0050. In plpgsql, which keeps the plan: in SQL it would be planned again at every call
-- (decision 0094). Locks: none. Repeat: reads only.
create or replace function security.setting(
  p_setting text   -- its name in security.settings
) returns text
language plpgsql stable as $$
begin
  return (select s.value from security.settings s where s.setting = p_setting);
end $$;
comment on function security.setting(text) is
  'Value of a setting as text, null when there is none; the caller casts it to its unit. Raises nothing.';
