begin;
\ir ../fixtures/one_vehicle.psql
select plan(7);
select pg_temp.intent('old', :vehicle_id, 6000, 'paid') \g /dev/null
create function pg_temp.ask() returns text language sql as $$
  select case security.phone_in_force(p_before => sha256('old'), p_after => sha256('new')) when sha256('old') then 'old' else 'new' end $$;
select is(pg_temp.ask(), 'old', 'until the change is open the old key is in force');
update security.settings set value = 'yes' where setting = 'lookup_key_moves';
select is(pg_temp.ask(), 'new', 'then the new one');
select is((select phone_hash from mobile_money.payment_intents), sha256('new'), 'and everything has moved');
select is(pg_temp.ask(), 'new', 'again');
insert into security.users (phone_hash, phone_sealed, phone_last3) values (sha256('maker'), '\x01', '126') returning user_id as maker \gset
select security.propose_config(p_made_by => :maker, p_kind => 'pilot', p_subject => 'sim', p_phone_hash => sha256('other old'), p_value => '{"listed": "yes"}', p_reason => 'because'),
       security.phone_in_force(p_before => sha256('other old'), p_after => sha256('other new')) \g /dev/null
select is((select phone_hash from security.config_changes), sha256('other new'), 'a SIM that is proposed for the pilot, too');
select mobile_money.store_rejected(p_kind => 'x', p_outcome => 'quarantine', p_receipt => null, p_reason => 'because', p_payment_ref => null, p_payer_hash => sha256('third old'), p_body_sealed => '\x01', p_body_sha256 => sha256('x')),
       security.phone_in_force(p_before => sha256('third old'), p_after => sha256('third new')) \g /dev/null
select is((select payer_hash from mobile_money.mpesa_callbacks), sha256('third new'), 'and whose message was kept aside');
select is((select count(*) from security.phones), 1::bigint, 'nobody is there twice');
select * from finish();
rollback;
