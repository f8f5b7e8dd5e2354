-- The smallest door code that can be issued now: three to five digits and the check digit.
create or replace function fleet.free_door_code(p_at timestamptz) returns text language plpgsql stable as $$
declare
  v_code text;
begin
  for n in 100 .. 99999 loop
    v_code := n::text || fleet.damm_digit(p_digits => n::text);
    if not exists (select from fleet.door_codes d where d.door_code = v_code
                      and coalesce(d.valid_to, 'infinity') > p_at - interval '24 hours') then
      return v_code;
    end if;
  end loop;
  return null;
end $$;
comment on function fleet.free_door_code is
  'A door code that nobody has, nor had within 24 hours; null: all are taken. Raises nothing.';
