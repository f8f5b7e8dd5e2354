begin; select plan(22); set constraints all immediate;
select is(fleet.normal_plate(p_text => t.typed), t.plate, t.sentence) from (values
  ('KZZ 001A', 'KZZ 001A', 'a plate as it is written'),
  ('kzz001a', 'KZZ 001A', 'in small letters, without a space'), (' kzz 001a ', 'KZZ 001A', 'with spaces around it'),
  ('KZZ-001A', 'KZZ 001A', 'with a dash'), ('K Z Z 0 0 1 A', 'KZZ 001A', 'spelt out'),
  ('kzz.001.a', 'KZZ 001A', 'with dots'), ('(KZZ)' || chr(160) || '001A,', 'KZZ 001A', 'as it was pasted'),
  ('KZZ*******126', null, 'a masked number is no part of one'), (E'KZZ\t001A', 'KZZ 001A', 'with a tab'),
  ('KZZ 001', 'KZZ 001', 'an older plate has no last letter'), ('KVZ 001A', 'KVZ 001A', 'another series'),
  ('KIZ 001A', null, 'no plate has an I'), ('KZO 001A', null, 'or an O'), ('KZZ 001I', null, 'or an I at the end'),
  ('AZZ 001A', null, 'Kenyan plates begin with K'), ('KZZ 01A', null, 'two digits are too few'),
  ('КZZ 001A', null, 'a Cyrillic K is no K'), ('KZZ 001A''; drop table fleet.vehicles--', null, 'more than a plate'),
  ('KZZ 00%A', null, 'there is no wildcard'), ('KZZ____A', null, 'of either kind'), ('', null, 'an empty text'),
  (null, null, 'no text')) as t(typed, plate, sentence);
select finish(); rollback;
