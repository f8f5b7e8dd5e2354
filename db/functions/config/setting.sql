-- Reads a setting. In plpgsql, which keeps the plan (docs/decisions/batching.md).
create or replace function config.setting(p_setting text) returns text language plpgsql stable as $$
begin
  return (select s.value from config.settings s where s.setting = p_setting);
end $$;
comment on function config.setting is
  'Value of a setting as text, null when there is none; the caller casts it to its unit. Raises nothing.';
