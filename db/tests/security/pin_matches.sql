begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(5);
select ok(security.pin_matches(p_kept => k, p_pin => pg_temp.pin('73915')), 'the right number') from security.crew_pins k;
select ok(not security.pin_matches(p_kept => k, p_pin => pg_temp.pin('73916')), 'a wrong one') from security.crew_pins k;
select ok(not security.pin_matches(p_kept => k, p_pin => pg_temp.pin('73915', 'lookup:other')), 'the right one under another key') from security.crew_pins k;
select ok(not security.pin_matches(p_kept => k, p_pin => row(array['lookup:test'], array[(pg_temp.pin('73915', 'lookup:other')).hashes[1]])::security.typed_pin), 'another key that calls itself by the name of the right one') from security.crew_pins k;
select ok(not security.pin_matches(p_kept => k, p_pin => null), 'none') from security.crew_pins k;
select finish();
rollback;
