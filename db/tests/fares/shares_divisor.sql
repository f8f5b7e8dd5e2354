begin; select plan(4);
select is(fares.shares_divisor(array[3000, 500, 1000, 2000, 3500]), 500, 'what divides all shares');
select is(fares.shares_divisor(array[10000]), 10000, 'one share is divided by itself');
select is(fares.shares_divisor(array[3333, 6667]), 1, 'odd shares by nothing but one');
select is(fares.shares_divisor(array[0, 3000, 0, 7000]), 1000, 'a part without a share divides by anything');
select finish(); rollback;
