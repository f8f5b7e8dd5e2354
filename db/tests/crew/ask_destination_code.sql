begin; select plan(3);
\ir ../fixtures/payouts.psql
create function pg_temp.code(p_party text, p_to text) returns text language sql as $$
  select crew.ask_destination_code(sha256('conductor'), null, p_party, p_to, sha256('code'), '\x01') ->> 'outcome' $$;
select is(pg_temp.code('', '07xx..345'), 'sent', 'a code is sent');
select is(pg_temp.code('', null), 'destination_wrong', 'not for nothing');
select is(pg_temp.code('0', '07xx..345'), 'absent', 'not for somebody else');
select finish(); rollback;
