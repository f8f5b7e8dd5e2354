begin; select plan(11);
\ir ../fixtures/payouts.psql
select is(pg_temp.ask('owner', 'owner', :owner_id, '500') ->> 'outcome', 'code_wrong', 'not without a code');
select pg_temp.send_code('owner', 50000) \g /dev/null
select is(pg_temp.ask('owner', 'owner', :owner_id, '501') ->> 'outcome', 'code_wrong', 'a code of another amount');
select is(pg_temp.ask('owner', 'owner', :owner_id, '500', p_digits => 'guess') ->> 'outcome', 'code_wrong', 'a guess');
select is(pg_temp.ask('owner', 'owner', :owner_id, '500') ->> 'outcome', 'queued', 'the right one');
select is(pg_temp.ask('owner', 'owner', :owner_id, '500') ->> 'outcome', 'already_pending', 'the same again');
select payouts.take_result(payout_id, 'paid', '0', 'QABC000001', 50000, now()) from payouts.payouts \g /dev/null
select is(pg_temp.ask('owner', 'owner', :owner_id, '500') ->> 'outcome', 'code_wrong', 'a code used before');
select pg_temp.send_code('owner', 60000) \g /dev/null
update accounts.one_time_codes set expires_at = clock_timestamp();
select is(pg_temp.ask('owner', 'owner', :owner_id, '600') ->> 'outcome', 'code_wrong', 'an expired code');
select pg_temp.send_code('owner', 70000) \g /dev/null
insert into payouts.destinations (party_kind, party_id, kind, label, phone_hash, phone_sealed, tail, added_by,
  usable_from)
  values ('owner', :owner_id, 'phone', 'Mke', sha256('other'), '\x01', '345', pg_temp.id('owner'), now())
  returning destination_id::text as to_id \gset
select is(pg_temp.ask('owner', 'owner', :owner_id, '700', p_to => :'to_id') ->> 'outcome', 'code_wrong',
  'a code of another destination');
select is((select count(*) from audit.changes where action = 'refuse_payout'), 7::bigint,
  'each refusal is in the audit log');
update config.settings set value = '0' where setting = 'payout_alone_cents';
select is(pg_temp.ask('owner', 'owner', :owner_id, '700') ->> 'outcome', 'requested',
  'above the limit a second person');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;
