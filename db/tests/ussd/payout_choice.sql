begin; select plan(3);
\ir ../fixtures/owner_dials.psql
select is(ussd.payout_choice(sha256('owner'), 'sw'), E'\n6 Toa pesa', 'for who may withdraw');
select is(ussd.payout_choice(sha256('owner'), 'en'), E'\n6 Withdraw', 'in the other language');
select is(ussd.payout_choice(sha256('sim'), 'sw'), '', 'passengers don''t see it');
select finish(); rollback;
