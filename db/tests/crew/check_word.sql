begin; select plan(9);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.pay('aa') \g /dev/null
select pg_temp.sign_in_crew('password'), pg_temp.sign_in_crew('link', :trip_id),
  accounts.open_session(pg_temp.crew_id('idle'), sha256('idle'), null) \g /dev/null
create function pg_temp.ask(p_session text, p_text text, p_plate text default 'KZZ 001A', p_lang text default 'sw')
  returns jsonb language sql as $$
  select crew.check_word(p_session => sha256(p_session::bytea), p_plate => p_plate, p_text => p_text,
    p_lang => p_lang) $$;
select is(pg_temp.ask('link', '') - '{plate,by_link}'::text[],
  '{"outcome": "found", "word": "SIMBA", "found": null, "said": null}', 'the form');
select is(pg_temp.ask('link', 'SIMBA 1') ->> 'said', 'SIMBA 1: imelipwa, KES 60 Kawangware ..126.', 'a paid seat');
select is(pg_temp.ask('password', '1') ->> 'found', 'again', 'by password, later');
select matches(pg_temp.ask('password', '1', 'KZZ 001A', 'en') ->> 'said', '^SIMBA 1: already shown at', 'in English');
select ok(pg_temp.ask('password', '') ? 'viewer' and not pg_temp.ask('link', '') ? 'viewer', 'the viewer of a sign-in');
select is(pg_temp.ask('link', '1', p) ->> 'outcome', 'absent', 'not theirs: ' || p)
  from unnest(array['KZZ 002B', 'nothing']) p;
select is(pg_temp.ask('idle', '1') ->> 'outcome', 'absent', 'who is no crew');
update fleet.trips set closed_at = now(), closed_as = 'ended';
select throws_ok($$ select pg_temp.ask('link', '1') $$, 'LFA55', null, 'the link ends with the trip');
select finish(); rollback;
