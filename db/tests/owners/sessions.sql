begin;
\ir ../fixtures/officials.psql
select plan(2);
select is(jsonb_array_length(owners.sessions(p_session => sha256('newcomer')) -> 'sessions'), 1, 'everybody sees their own, whatever they hold');
select throws_ok($$ select owners.sessions(p_session => sha256('nobody')) $$, 'LFA60', null, 'who is signed in');
select finish();
rollback;
