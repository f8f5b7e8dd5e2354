begin; select plan(7);
select is(fares.unsplit_amount(array[300, 4410, 735, 1470, 2940, 5145], 5000, 6),
  array[100, 1470, 245, 490, 980, 1715]::bigint[], 'one seat of three gives back a third of each part');
select is(fares.unsplit_amount(array[140, 2058, 343, 686, 1372, 2401], 2300, 6),
  array[46, 676, 113, 225, 451, 789]::bigint[], 'odd cents come from the largest remainders');
select is(fares.unsplit_amount(array[140, 2058, 343, 686, 1372, 2401], 7000, 6),
  array[140, 2058, 343, 686, 1372, 2401]::bigint[], 'the whole gives back the very parts');
select is(fares.unsplit_amount(array[1, 1, 1], 1, 3), array[0, 0, 1]::bigint[], 'between equals from the home purpose');
select is(fares.unsplit_amount(array[0, 5, 0], 3, 1), array[0, 3, 0]::bigint[], 'who has nothing gives nothing');
select is(fares.unsplit_amount(array[90000000000, 1], 90000000000, null), array[89999999999, 1]::bigint[],
  'the largest fare');
select is(fares.unsplit_amount(array[0, 0], 1, 1), null, 'nothing is left: null');
select * from finish(); rollback;
