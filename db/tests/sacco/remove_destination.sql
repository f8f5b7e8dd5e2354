begin; select plan(2);
\ir ../fixtures/payouts.psql
insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
  usable_from) values ('sacco', :sacco_id, 'paybill', 'Benki', '247247', '\x01', '4321', pg_temp.id('admin'), now())
  returning destination_id::text as to_id \gset
select is(sacco.remove_destination(sha256('foreign admin'), :'to_id') ->> 'outcome', 'absent', 'not by others');
select is(sacco.remove_destination(sha256('admin'), :'to_id') ->> 'outcome', 'removed', 'removed');
select finish(); rollback;
