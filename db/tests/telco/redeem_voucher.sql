begin; select plan(8);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('2000') \g /dev/null
create function pg_temp.dial(p_phone text, p_vehicle text, p_amount text, p_digits text default '482913',
  p_session text default 's1') returns text language sql as $$
  select telco.redeem_voucher(p_session, sha256(p_phone::bytea), sha256(p_digits::bytea), p_vehicle, p_amount) $$;
select is(pg_temp.dial('phone of nobody', 'KZZ001A', '500') like 'END Vocha, gari au simu si sahihi.%', true,
  'from another phone it is wrong');
select is(pg_temp.dial('phone of station', 'KZZ001A', '500', '000000') like 'END Vocha, gari au simu si sahihi.%',
  true, 'and so are other digits');
select is(pg_temp.dial('phone of station', 'KZZ001A', '0') like 'END Andika kiasi%', true, 'the amount is said');
select is(pg_temp.dial('phone of station', 'KZZ001A', '3000'), 'END Vocha hii ni hadi KES 2,000. Piga tena na kiasi '
  'kidogo zaidi.', 'so is the cap');
select is(pg_temp.dial('phone of station', '4628', '1500'),
  'END Vocha imekubaliwa: KES 1,500, gari KZZ 001A. Pesa inakuja kwa Kencom Fuel.', 'by plate or door code');
select is(pg_temp.dial('phone of station', 'kzz 001a', '1500') like 'END Vocha imekubaliwa%', true,
  'the same session gets the same answer');
select is(pg_temp.dial('phone of station', '4628', '1500', p_session => 's2') like 'END Vocha hii imeshatumika%', true,
  'any other is told not to serve');
select is((select count(*)::int from payouts.payouts), 1, 'it is paid once');
select * from finish(); rollback;
