begin; select plan(4);
select is(fares.variance_permille(p_apart_cents => 0, p_one_cents => 0, p_other_cents => 0), 0::bigint, 'two nothings');
select is(fares.variance_permille(p_apart_cents => 30, p_one_cents => 1000, p_other_cents => 970), 30::bigint, 'exact');
select is(fares.variance_permille(p_apart_cents => 3001, p_one_cents => 100000, p_other_cents => 96999), 31::bigint,
  'rounded up: 3.001 % is more than 3 %');
select is(fares.variance_permille(p_apart_cents => 500, p_one_cents => 0, p_other_cents => 500), 1000::bigint,
  'one counted nothing');
select finish(); rollback;
