-- The check digit of a door code. It detects a wrong digit and two swapped ones, so that a typing error never pays
-- another vehicle. Method: H. M. Damm, totally anti-symmetric quasigroup of order 10.
create or replace function fleet.damm_digit(p_digits text) returns int language plpgsql immutable as $$
declare
  v_rows constant bytea :=   -- ten rows of ten
    '\x00030107050908060402070009020105040806030402000608070103050901070500090803040206'
    '060102030004050907080306070402000905080105080609070200010304'
    '080904050306020001070904030806010702000502050801040306070900'::bytea;
  v_interim int := 0;
begin
  for i in 1 .. length(p_digits) loop
    v_interim := get_byte(v_rows, v_interim * 10 + substr(p_digits, i, 1)::int);
  end loop;
  return v_interim;
end $$;
comment on function fleet.damm_digit is
  'Damm check digit of digits 0-9; 0 for a whole valid code. Raises invalid_text_representation on anything else.';
