-- A limit or threshold, as the settings table says today.
-- Source: docs/decisions/sign-in.md. In plpgsql, which keeps the plan: in SQL it would be planned again at every call
-- (docs/decisions/batching.md). Locks: none. Repeat: reads only.
create or replace function config.setting(
  p_setting text   -- its name in config.settings
) returns text
language plpgsql stable as $$
begin
  return (select s.value from config.settings s where s.setting = p_setting);
end $$;
comment on function config.setting is
  'Value of a setting as text, null when there is none; the caller casts it to its unit. Raises nothing.';
