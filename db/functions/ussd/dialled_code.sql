-- Our own service code at the front of what was dialled. Some gateways repeat it in the first text: *384*46*4628#,
-- 384*46, or its last part only (46*4628). A last part that may be a door code is one. Others name what follows the
-- code in their service code only, beside an empty text; never five digits, which may be a PIN and are not stored.
-- Source: docs/decisions/ussd-menu.md.
create or replace function ussd.dialled_code(
  p_input        text,
  p_service_code text    -- as the gateway names it: another one than setting ussd_code, where we have several
) returns text language plpgsql stable as $$
declare
  v_ours  constant text := config.setting(p_setting => 'ussd_code');
  v_base  constant text := rtrim(v_ours, '#') || '*';
  v_typed constant text := rtrim(ltrim(replace(p_input, '#', ''), E'* \t\r\n'), E' \t\r\n');
begin
  -- Nothing typed, as most dial, has no code in front.
  if v_typed = '' then
    return case when p_input = '' and starts_with(p_service_code, v_base)
                 and substr(p_service_code, length(v_base) + 1) ~ '^[0-9]{1,4}([*][0-9]{1,4})*#?$'
                then '+' || substr(rtrim(p_service_code, '#'), length(v_base) + 1) else '' end;
  end if;
  return coalesce((
    with codes as (
      select string_to_array(btrim(c, '*#'), '*') as parts from unnest(array[v_ours, p_service_code]) as c
       where c ~ '^[*#]*[0-9]{1,5}([*][0-9]{1,5})*#?$'
         -- Ours with the rest of what was dialled after it is no other code.
         and (c = v_ours or not starts_with(c, v_base)))
    select front from codes, generate_series(1, cardinality(parts)) as n, array_to_string(parts[n:], '*') as front
     where starts_with(v_typed || '*', front || '*')
       and (n = 1 or fleet.valid_door_code(p_text => parts[n]) is null)
     order by length(front) desc limit 1), '');
end $$;
comment on function ussd.dialled_code is 'The code without its first star and its hash; +<answers> if the service code '
  'alone has them; empty if there is neither. Raises nothing.';
