begin; select plan(8);
\ir ../fixtures/menu.psql
create function pg_temp.last(p_at timestamptz default pg_temp.peak()) returns jsonb language sql as $$
  select ussd.last_ride(p_phone_hash => sha256('sim'), p_at => p_at) $$;
select is(pg_temp.last(), null, 'a SIM that never paid has no last ride');
select pg_temp.paid('aaaaa', 'Kawangware', 2, 8000) \g /dev/null
select is(pg_temp.last() -> 'stage', pg_temp.quote('Kawangware'), 'the stage of the last ride, at the price of now');
select is(pg_temp.last() -> 'seats', '2', 'for as many people');
update mobile_money.payment_intents set stage_id = null;
select is(pg_temp.last() -> 'unit_cents', '4000', 'an amount that was typed is offered again');
update mobile_money.payment_intents set state = 'failed';
select is(pg_temp.last(), null, 'a payment that failed was no ride');
update mobile_money.payment_intents set state = 'paid', amount_cents = 900000;
select is(pg_temp.last(), null, 'more than the menu takes is not offered');
update mobile_money.payment_intents set amount_cents = 8000;
select is(pg_temp.last('2019-12-31'), null, 'a vehicle that takes no fares at the time is not');
update fleet.vehicles set state = 'closed';
select is(pg_temp.last(), null, 'and a closed one is not');
select finish(); rollback;
