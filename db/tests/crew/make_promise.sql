begin; select plan(5);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip \gset
select pg_temp.sign_in_crew('link', :trip) \g /dev/null
create function pg_temp.promise(p_last3 text, p_amount text, p_plate text default 'KZZ 001A') returns text
  language sql as $$
  select crew.make_promise(p_session => sha256('link'), p_plate => p_plate, p_last3 => p_last3,
    p_amount => p_amount) ->> 'outcome' $$;
select is(pg_temp.promise('126', '80'), 'no_grace', 'not while M-Pesa works');
insert into fares.grace_periods (started_at) values (now() - interval '1 minute');
select is(pg_temp.promise(' 126', '80'), 'promised', 'while it is silent');
select is(pg_temp.promise('126', 'mia'), 'wrong_promise', 'an amount');
select is(pg_temp.promise('126', '80', 'KZZ 002B'), 'absent', 'not with another vehicle');
select is((select string_agg(concat_ws('/', last3, cents, state), ' ') from fares.promises), '126/8000/open', 'one');
select finish(); rollback;
