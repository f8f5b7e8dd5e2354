begin; select plan(11);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.read(p_more jsonb) returns text language sql as $$
  select coalesce(fares.split_terms(s.rule)::text || coalesce(s.effective_on::text, ''), s.outcome)
    from fares.parse_split('{"crew": "20", "fuel": "30", "profit": "50"}'::jsonb || p_more) s where s.outcome = 'fits'
   union all select s.outcome from fares.parse_split('{"crew": "20", "fuel": "30", "profit": "50"}'::jsonb || p_more) s
              where s.outcome <> 'fits' $$;
select is(pg_temp.read('{}')::jsonb, '{"shares": {"crew": 2000, "fuel": 3000, "profit": 5000}, "pots": [], "surplus":
  null, "crew_target_cents": null}', 'shares alone');
select is(pg_temp.read('{"pots": [{"purpose": "insurance", "cents": "305", "arrears": "610"}, {"purpose": "sacco",
  "cents": "300", "arrears": ""}]}')::jsonb -> 'pots',
  '[{"purpose": "insurance", "cents": 30500, "arrears_cents": 61000},
  {"purpose": "sacco", "cents": 30000, "arrears_cents": 0}]', 'pots in their order');
select is(pg_temp.read('{"crew_target": "9,000", "crew_surplus": "50"}')::jsonb -> 'surplus',
  '{"crew": 5000, "fuel": 1875, "profit": 3125}', 'above the target the others give up in proportion');
select is(pg_temp.read('{"crew_target": "9000", "crew_surplus": "20"}'), 'bad_surplus', 'not by as much as below');
select is(pg_temp.read('{"crew_target": "9000"}'), 'bad_surplus', 'nor by nothing');
select is(pg_temp.read('{"crew_surplus": "50"}'), 'bad_crew_target', 'a surplus needs a target');
select is(pg_temp.read('{"pots": [{"purpose": "fuel", "cents": "305"}]}'), 'pot_and_share',
  'a part is one or the other');
select is(pg_temp.read('{"fuel": "31"}'), 'not_100', 'shares sum to 100');
select is(pg_temp.read('{"from": "2026-02-30"}'), 'bad_from', 'there is no such day');
select matches(pg_temp.read(jsonb_build_object('from', (now() at time zone 'Africa/Nairobi')::date + 1)), '20..-..-..$',
  'tomorrow is');
select is((fares.parse_split('[]')).outcome, 'bad_share', 'it is an object');
select finish(); rollback;
