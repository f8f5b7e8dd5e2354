begin; select plan(3);
\ir ../fixtures/owner_dials.psql
select is((select concat_ws(' ', p ->> 'outcome', p ->> 'amount_cents', p ->> 'destination')
             from ussd.plan_payout(sha256('owner'), '1,000') p), 'fits 100000 07xx..126', 'to the own phone');
select is(ussd.plan_payout(sha256('sim'), '1000'), null, 'nobody else has a plan');
update config.settings set value = '99900' where setting = 'payout_cap_new_device_cents';
select is(ussd.plan_payout(sha256('owner'), '1000') ->> 'outcome', 'over_cap', 'the cap is that of a new device');
select finish(); rollback;
