begin; select plan(8);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip \gset
select pg_temp.sign_in_crew('link', :trip), pg_temp.sign_in_crew('password') \g /dev/null
create function pg_temp.tell(p_session text, p_trip text, p_cash text, p_seats text default '', p_digital text default
  '',
  p_plate text default 'KZZ 001A') returns text language sql as $$
  select crew.tell_cash(p_session => sha256(p_session::bytea), p_plate => p_plate, p_trip_id => p_trip,
    p_seats => p_seats, p_cash => p_cash, p_digital => p_digital) ->> 'outcome' $$;
select is(pg_temp.tell('link', :'trip', '1,480', '6'), 'told', 'by a link');
select is(pg_temp.tell('password', :'trip', '1500', '', '900'), 'told', 'or by password');
select is((select string_agg(concat_ws('/', cents, seats, digital_cents), ' ' order by tally_id) from
  fares.cash_tallies),
  '148000/6 150000/90000', 'each is a row');
select is(pg_temp.tell('link', :'trip', w), 'wrong', 'not ' || w) from unnest(array['12.50', '']) w;
select is(pg_temp.tell('link', '0', '100'), 'absent', 'no such trip');
select is(pg_temp.tell('password', :'trip', '100', '', '', 'KZZ 002B'), 'absent', 'not with another vehicle');
select throws_ok($$ select pg_temp.tell('nobody', '1', '100') $$, 'LFA60', null, 'not without a session');
select finish(); rollback;
