begin; select plan(2);
select is(array[payouts.pot_of('fuel'), payouts.pot_of('insurance'), payouts.pot_of('garage')],
  array['fuel', 'insurance', 'maintenance'], 'each kind of vendor is paid from its pot');
select is(payouts.pot_of('bank'), null, 'another kind has none');
select * from finish(); rollback;
