begin; select plan(9);
\ir ../fixtures/menu.psql
create function pg_temp.open(p_id text, p_sim text default 'sim') returns ussd.ussd_sessions language sql as $$
  select ussd.open_session(p_session_id => p_id, p_phone_hash => sha256(p_sim::bytea), p_phone_sealed => '\x5ea2',
    p_phone_last3 => '904', p_network => '63902', p_service_code => '*384*46#', p_at => pg_temp.peak()) $$;
update privacy.phones set lang = 'en';
select is((pg_temp.open('s1')).state, 'new', 'a new session');
select is((pg_temp.open('s1')).lang, 'en', 'in the language this SIM chose last');
select is((select started_at from ussd.ussd_sessions), pg_temp.peak(), 'from this moment on');
select is((select count(*) from ussd.ussd_sessions), 1::bigint, 'the same id is the same session');
select is((pg_temp.open('s1', 'other')).phone_hash, sha256('sim'), 'whoever asks for it');
select is((pg_temp.open('s2', 'new')).lang, 'sw', 'a SIM that never dialled gets Kiswahili');
select is((select phone_sealed from privacy.phones where phone_hash = sha256('new')), '\x5ea2', 'its phone is stored');
select is((select phone_sealed from privacy.phones where phone_hash = sha256('sim')), '\x5ea1', 'a known one stays');
select throws_ok($$ select pg_temp.open('') $$, '23514', null, 'a session without an id');
select finish(); rollback;
