begin; select plan(15);
\ir ../fixtures/sacco.psql
create function pg_temp.ask(p_shares jsonb) returns text language sql as $$
  select fares.propose_split(pg_temp.id('admin'), 'sacco', v.vehicle_id, p_shares, 'propose') ->> 'outcome' from
    fleet.vehicles v
   where v.plate = 'KZZ 001A' $$;
select is(pg_temp.ask('{"profit": "99"}'), 'not_100', 'shares that do not sum to 100 are refused');
select is(pg_temp.ask('{"profit": "35", "fuel": "30", "maintenance": "5", "sacco": "10", "insurance": "20"}'), 'same',
  'so is what is in force, in whatever order');
select is(fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"profit": "100"}', 'preview')
  #>> '{preview,parts,0,cents}', '5880', 'another split is previewed');
select is(fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"profit": "100"}', 'simulate')
  #>> '{simulation,has_proposal}', 'true', 'and simulated');
select is(pg_temp.ask('{"profit": "100", "pots": [{"purpose": "insurance", "cents": "x"}]}'), 'bad_pot',
  'what is typed for pots is read');
select is(pg_temp.ask('{"profit": "100"}'), 'proposed', 'and proposed');
select is(pg_temp.ask('{"fuel": "100"}'), 'waiting', 'one at a time');
update fares.split_proposals set expires_at = now();
select is(pg_temp.ask('{"fuel": "100"}'), 'proposed', 'one that expired does not stand in the way');
update fares.split_proposals set expires_at = now();
select is(pg_temp.ask(jsonb_build_object('profit', '100', 'pots', jsonb_build_array(jsonb_build_object('purpose',
  'insurance', 'cents', '305')), 'from', (now() at time zone 'Africa/Nairobi')::date + 2)), 'proposed',
  'so are pots from a later day');
select is((select (pot_cents, effective_on)::text from fares.split_proposals where state = 'proposed'),
  ('{30500,0}'::bigint[], (now() at time zone 'Africa/Nairobi')::date + 2)::text, 'which are kept');
select fares.set_split_rule(:vehicle_id, now() + interval '7 days', 0, 0, array['profit'], array[10000], 'profit',
  'test') \g /dev/null
update fares.split_proposals set expires_at = now();
select is(pg_temp.ask('{"fuel": "100"}'), 'planned', 'none begins before one that is agreed already');
select is(pg_temp.ask(jsonb_build_object('fuel', '100', 'from', (now() at time zone 'Africa/Nairobi')::date + 8)),
  'proposed', 'one that begins after it may be proposed');
select is((select array_agg(state order by proposal_id) from fares.split_proposals),
  array['expired', 'expired', 'expired', 'proposed'],
  'it is recorded as expired');
select is((select commission_bps from fares.split_proposals where state = 'proposed'), 200,
  'our commission stays that of the rule in force');
update fleet.vehicles set state = 'closed' where vehicle_id = :vehicle_id;
select is(pg_temp.ask('{"sacco": "100"}'), 'closed', 'a closed vehicle has no new split');
select finish(); rollback;
