begin; select plan(2);
create function pg_temp.parse(p_shares jsonb) returns text language sql as $$
  select concat_ws(' ', outcome, purposes, shares_bps, home_purpose) from fares.parse_shares(p_shares => p_shares) $$;
select is(pg_temp.parse('{"profit": "35.5", "fuel": "60", "loan": " ", "sacco": "4,5"}'),
  'fits {fuel,sacco,profit} {6000,450,3550} profit', 'percentages become basis points, in one order');
select results_eq($$ select split_part(pg_temp.parse(v::jsonb), ' ', 1) from (values (1, '{"fuel": "100"}'),
  (2, '{"fuel": "99.99"}'), (3, '{"fuel": "101"}'), (4, '{"fuel": "-1", "profit": "101"}'), (5, '{"beer": "100"}'),
  (6, '{"fuel": "50.001", "profit": "50"}'), (7, '{}'), (8, '[]'), (9, 'null'), (10, '{"fuel": null}')) x(n, v)
  order by n $$, array['fits', 'not_100', 'not_100', 'bad_share', 'bad_share', 'bad_share', 'not_100', 'bad_share',
  'bad_share', 'not_100'], 'shares sum to 100, each is a percentage of a purpose that we know');
select finish(); rollback;
