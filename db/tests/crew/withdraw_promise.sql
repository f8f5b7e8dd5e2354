begin; select plan(4);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip \gset
select pg_temp.sign_in_crew('link', :trip) \g /dev/null
insert into fares.grace_periods (started_at) values (now() - interval '1 minute');
select fares.make_promise(p_vehicle_id => :vehicle_id, p_last3 => '126', p_cents => 8000,
  p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
select promise_id from fares.promises \gset
create function pg_temp.withdraw(p_promise text) returns text language sql as $$
  select crew.withdraw_promise(p_session => sha256('link'), p_promise_id => p_promise) ->> 'outcome' $$;
select is(pg_temp.withdraw('0'), 'absent', 'no such promise');
select is(pg_temp.withdraw(:'promise_id'), 'withdrawn', 'theirs');
select is(pg_temp.withdraw(:'promise_id'), 'gone', 'once');
select is((select state from fares.promises), 'withdrawn', 'the row stays');
select finish(); rollback;
