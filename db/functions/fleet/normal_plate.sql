-- People write a number plate in many ways: "kzz 001a", KZZ001A, KZZ-001A. It is one vehicle.
-- A look-alike from another alphabet is not that plate.
-- Source: mobile-money facts, section 5. Locks: none. Repeat: pure.
create or replace function fleet.normal_plate(
  p_text text   -- as typed
) returns text
language sql immutable as $$
  select case when p ~ '^K[A-HJ-NP-Z]{2}[0-9]{3}[A-HJ-NP-Z]?$' then left(p, 3) || ' ' || substr(p, 4) end
    from (select upper(translate(p_text, ' -.' || chr(9), '')) as p) n
   where p_text ~ '^[A-Za-z0-9 .\t-]{6,20}$'
$$;
comment on function fleet.normal_plate(text) is
  'The plate as it is stored (KZZ 001A), or null when the text is not a Kenyan plate. Raises nothing.';
