begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(5);
select ok(accounts.is_pin(p_kept => k, p_pin => pg_temp.pin('73915')), 'the right number') from accounts.crew_pins k;
select ok(not accounts.is_pin(p_kept => k, p_pin => pg_temp.pin('73916')), 'a wrong one') from accounts.crew_pins k;
select ok(not accounts.is_pin(p_kept => k, p_pin => pg_temp.pin('73915', 'lookup:other')),
  'the right one under another key') from accounts.crew_pins k;
select ok(not accounts.is_pin(p_kept => k,
  p_pin => row(array['lookup:test'], array[(pg_temp.pin('73915', 'lookup:other')).hashes[1]])::accounts.typed_pin),
  'another key that calls itself by the name of the right one') from accounts.crew_pins k;
select ok(not accounts.is_pin(p_kept => k, p_pin => null), 'none') from accounts.crew_pins k;
select finish();
rollback;
