begin; select plan(1);
\ir ../fixtures/vendors.psql
select is(payouts.vendor_balances(array[:owner_id]),
  '[{"plate": "KZZ 001A", "balances": {"fuel": 264600, "insurance": 176400, "maintenance": 44100}}]',
  'what each pot that pays vendors has free');
select * from finish(); rollback;
