begin; select plan(5);
\ir ../fixtures/money_out.psql
select is(payouts.is_askable(jsonb_populate_record(null::payouts.payouts, p)), a, s) from (values
  ('{"channel": "phone"}'::jsonb, true, 'to a phone: by our own id'),
  ('{"channel": "till"}', false, 'to a till whose answer was lost: by none'),
  ('{"channel": "paybill"}', false, 'nor to a bank'),
  ('{"channel": "paybill", "originator_id": "O-1"}', true, 'by the id of the answer')) v(p, a, s);
select is(payouts.is_askable(null), false, 'nothing');
select finish(); rollback;
