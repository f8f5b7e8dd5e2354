begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

create function pg_temp.day(p_day fares.pot_days, p_on date) returns fares.pot_days language sql as $$
  select fares.begin_pot_day(p_rule => pg_temp.rule(), p_day => p_day, p_on => p_on) $$;
select (d.d).business_on::text as on_day, (d.d).purposes::text as purposes, (d.d).target_cents::text as target,
       (d.d).arrears_cents::text as arrears from (select pg_temp.day(null, '2026-11-23') as d) d \gset first_
select is(:'first_purposes'::text || :'first_target', '{insurance,sacco}{30000,10000}',
  'the first day has the rule''s pots');
select is(:'first_arrears'::text, '{0,0}', 'and nothing from before');
select pg_temp.fare('QAA1', 20000) \g /dev/null
select is((pg_temp.day(d, '2026-11-24')).arrears_cents, '{10000,0}', 'the next day is owed what this one lacks')
  from fares.pot_days d;
select is((pg_temp.day(d, '2026-11-26')).arrears_cents, '{60000,0}', 'and days without fares, up to the limit')
  from fares.pot_days d;
select is(pg_temp.day(d, '2026-11-22'), d, 'a late fare of an older day finds the newest') from fares.pot_days d;
select fares.set_split_rule(:vehicle_id, now(), 0, 0, array['loan', 'insurance', 'profit'], array[0, 0, 10000],
  'profit', 'test', array[5000, 15000, 0], array[0, 0, 0]) \g /dev/null
select is((pg_temp.day(d, '2026-11-23')).purposes, '{insurance,sacco,loan}', 'a newer rule adds its pots')
  from fares.pot_days d;
select is((pg_temp.day(d, '2026-11-23')).target_cents, '{15000,0,5000}', 'what it does not fill is no longer due')
  from fares.pot_days d;
select finish(); rollback;
