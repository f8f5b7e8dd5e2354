begin; select plan(3);
\ir ../fixtures/payouts.psql
create function pg_temp.add(p_party text) returns text language sql as $$
  select sacco.add_destination(sha256('admin'), null, p_party, 'paybill', 'Benki', null, null, '247247', '\x01', '4321',
    sha256('code')) ->> 'outcome' $$;
select sacco.ask_destination_code(sha256('admin'), null, '', '247247 ..4321', sha256('code'), '\x01') \g /dev/null
select is(pg_temp.add('0'), 'absent', 'not for somebody else');
select is(pg_temp.add(''), 'added', 'added');
select is((select party_kind || party_id from payouts.destinations), 'sacco' || :sacco_id, 'to that party');
select finish(); rollback;
