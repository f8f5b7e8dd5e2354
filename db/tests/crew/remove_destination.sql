begin; select plan(2);
\ir ../fixtures/payouts.psql
insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
  usable_from) values ('user', pg_temp.id('conductor'), 'paybill', 'Benki', '247247', '\x01', '4321',
  pg_temp.id('conductor'), now())
  returning destination_id::text as to_id \gset
select is(crew.remove_destination(sha256('foreign admin'), :'to_id') ->> 'outcome', 'absent', 'not by others');
select is(crew.remove_destination(sha256('conductor'), :'to_id') ->> 'outcome', 'removed', 'removed');
select finish(); rollback;
