begin; select plan(2);
select is(array[payouts.largest_amount('phone', 'KES', 10050), payouts.largest_amount('phone', 'KES', 200950),
  payouts.largest_amount('phone', 'KES', 99999999)], array[10000, 200000, 25000000]::bigint[],
  'whole shillings with the fee of their size, up to the largest payout');
select is(array[payouts.largest_amount('phone', 'KES', 99), payouts.largest_amount('phone', 'KES', -5)],
  array[null, null]::bigint[], 'not even one shilling');
select * from finish(); rollback;
