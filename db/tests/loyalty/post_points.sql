begin; select plan(4);
\ir ../fixtures/loyalty.psql
select isnt(loyalty.post_points('points_redeemed', 'r1', sha256('payer'), :sacco_id, 'KES', 700, now()), null, 'in');
select is(pg_temp.accounts(), 'credit 700, loyalty 99300, trust -100000', 'from what is set aside into credit');
select loyalty.post_points('points_given_back', 'r1', sha256('payer'), :sacco_id, 'KES', -200, now()) \g /dev/null
select is(pg_temp.accounts(), 'credit 500, loyalty 99500, trust -100000', 'and back');
select is((select sum(cents)::bigint from fares.credit_movements where phone_hash = sha256('payer')), 500::bigint,
  'the passenger''s credit agrees');
select * from finish(); rollback;
