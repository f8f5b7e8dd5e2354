-- The check digit of a door code. It detects a wrong digit and two swapped ones, so that a typing error never pays
-- another vehicle. Method: H. M. Damm, totally anti-symmetric quasigroup of order 10.
create or replace function fleet.damm_digit(p_digits text) returns int language plpgsql immutable as $$
declare
  v_rows constant text[] := array[
    '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
    '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'];
  v_interim int := 0;
begin
  for i in 1 .. length(p_digits) loop
    v_interim := substr(v_rows[v_interim + 1], substr(p_digits, i, 1)::int + 1, 1)::int;
  end loop;
  return v_interim;
end $$;
comment on function fleet.damm_digit is
  'Damm check digit of digits 0-9; 0 for a whole valid code. Raises invalid_text_representation on anything else.';
