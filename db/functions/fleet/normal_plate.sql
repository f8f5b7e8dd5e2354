-- A number plate in its stored spelling. A letter of another alphabet that looks alike is refused.
-- Source: docs/mobile-money.md, 5.
create or replace function fleet.normal_plate(p_text text) returns text language plpgsql immutable as $$
declare
  v_plate text := case when length(p_text) <= 100 then fleet.clean_typed(p_text => p_text) end;
begin
  return case when v_plate ~ '^K[A-HJ-NP-Z]{2}[0-9]{3}[A-HJ-NP-Z]?$'
              then left(v_plate, 3) || ' ' || substr(v_plate, 4) end;
end $$;
comment on function fleet.normal_plate is
  'The plate (KZZ 001A); null when the text is not a Kenyan plate. Raises nothing.';
