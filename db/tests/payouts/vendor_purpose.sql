begin; select plan(2);
select is(array[payouts.vendor_purpose('fuel'), payouts.vendor_purpose('insurance'), payouts.vendor_purpose('garage')],
  array['fuel', 'insurance', 'maintenance'], 'each kind of vendor is paid from its pot');
select is(payouts.vendor_purpose('bank'), null, 'another kind has none');
select * from finish(); rollback;
