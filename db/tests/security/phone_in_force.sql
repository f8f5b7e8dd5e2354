begin;
\ir ../fixtures/one_vehicle.psql
select plan(5);
select pg_temp.intent('old', :vehicle_id, 6000, 'paid') \g /dev/null
create function pg_temp.ask() returns text language sql as $$
  select case security.phone_in_force(p_before => sha256('old'), p_after => sha256('new')) when sha256('old') then 'old' else 'new' end $$;
select is(pg_temp.ask(), 'old', 'until the change is open the old key is in force');
update security.settings set value = 'yes' where setting = 'lookup_key_moves';
select is(pg_temp.ask(), 'new', 'then the new one');
select is((select phone_hash from mobile_money.payment_intents), sha256('new'), 'and everything has moved');
select is(pg_temp.ask(), 'new', 'again');
select is((select count(*) from security.phones), 1::bigint, 'nobody is there twice');
select * from finish();
rollback;
