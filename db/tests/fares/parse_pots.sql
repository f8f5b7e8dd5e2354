begin; select plan(16);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.read(p_pots jsonb) returns text language sql as $$
  select concat_ws(' ', p.outcome, p.purposes::text, p.cents::text, p.arrears::text) from fares.parse_pots(p_pots) p $$;
select is(pg_temp.read(null), 'fits {}', 'no pots');
select is(pg_temp.read('[{"purpose": "loan", "cents": "1,305.50", "arrears": "0"}, {"purpose": "", "cents": ""},
  {"purpose": "sacco", "cents": "300"}]'), 'fits {loan,sacco} {130550,30000} {0,0}', 'empty rows are left out');
select is(split_part(pg_temp.read('[{"purpose": "beer", "cents": "305"}]'), ' ', 1), 'bad_pot', 'no such purpose');
select is(split_part(pg_temp.read('[{"purpose": "loan", "cents": "-3"}]'), ' ', 1), 'bad_pot', 'not negative');
select is(split_part(pg_temp.read('[{"purpose": "loan", "cents": "3", "arrears": "x"}]'), ' ', 1), 'bad_pot',
  'nor words');
select is(split_part(pg_temp.read('[{"purpose": "loan", "cents": "3"}, {"purpose": "loan", "cents": "4"}]'), ' ', 1),
  'pot_twice', 'each once');
select is(split_part(pg_temp.read(jsonb_build_array(jsonb_build_object('purpose', 'loan', 'cents', t.typed))), ' ', 1),
  'bad_pot', t.sentence) from (values ('0', 'not nothing'), ('0.99', 'nor less than a shilling'),
  ('305,50', 'a decimal comma is no 30,550'), ('1000000000000000000', 'no sum that overflows'),
  ('1,000,000.01', 'no more than a million a day'), ('1e3', 'no exponent'), ('٣٠٥', 'no other digits'),
  ('305 KES', 'no words beside it')) as t(typed, sentence);
select is(split_part(pg_temp.read('[{"purpose": "", "cents": "305"}]'), ' ', 1), 'bad_pot',
  'an amount for no part is not left out without a word');
select is(split_part(pg_temp.read('[{"purpose": "loan", "cents": "", "arrears": "610"}]'), ' ', 1), 'bad_pot',
  'nor what is caught up of nothing');
select finish(); rollback;
