begin; select plan(5);
\ir ../fixtures/crew.psql
select is(accounts.is_pin(p_kept => k, p_pin => c.pin), c.expected, c.what)
  from accounts.crew_pins k, (values (pg_temp.pin('73915'), true, 'the right PIN'),
    (pg_temp.pin('73916'), false, 'a wrong PIN'), (pg_temp.pin('73915', 'lookup:other'), false, 'under another key'),
    (row(array['lookup:test'], array[(pg_temp.pin('73915', 'lookup:other')).hashes[1]])::accounts.typed_pin, false,
      'under another key with the name of the right one'), (null, false, 'no PIN')) as c(pin, expected, what);
select finish(); rollback;
