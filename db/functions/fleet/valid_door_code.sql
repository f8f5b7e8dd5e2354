-- A door code, if the text is one (without spaces and dashes): checks its length and its check digit.
create or replace function fleet.valid_door_code(p_text text) returns text language sql immutable as $$
  select case when p_text ~ '^[0-9]{3,6}$' then
           case when fleet.damm_digit(p_digits => p_text) = 0 then p_text end end
$$;
comment on function fleet.valid_door_code is
  'The code itself when it is 3 to 6 digits with a right check digit, otherwise null. Raises nothing.';
