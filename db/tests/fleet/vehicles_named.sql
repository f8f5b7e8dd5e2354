begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
select is(array(select v is not null from fleet.vehicles_named(p_account => t.account, p_at => now()) v), t.found,
  t.sentence)
  from (values ('4628', '{t}'::bool[], 'a door code'), (' 46-28.', '{t}', 'however typed'),
  ('4628-AB3XY', '{t}', 'our own account number'), ('4628-1B3XY', '{f}', 'a tag begins with a letter'),
  ('4628-AB3UY', '{f}', 'and has no U'), ('kzz 001a', '{t}', 'a plate'), ('4682', '{f}', 'a wrong check digit'),
  (null, '{}', 'nothing'), (repeat('4628', 26), '{}', 'more than 100 characters')) as t(account, found, sentence);
select finish(); rollback;
