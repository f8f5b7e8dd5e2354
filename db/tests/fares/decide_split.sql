begin; select plan(19);
\ir ../fixtures/sacco.psql
create function pg_temp.ask(p_by text default 'admin', p_side text default 'sacco') returns bigint language sql as $$
  select (fares.propose_split(pg_temp.id(p_by), p_side, v.vehicle_id, '{"profit": "90", "sacco": "10"}', 'propose')
    ->> 'proposal_id')::bigint from fleet.vehicles v where v.plate = 'KZZ 001A' $$;
create function pg_temp.decide_split(p_by text, p_side text, p_decision text default 'agreed',
  p_reason text default 'Fuel costs more than that') returns text language sql as $$
  select fares.decide_split(pg_temp.id(p_by), p_side, (select max(proposal_id) from fares.split_proposals), p_decision,
                            p_reason)
  $$;
create function pg_temp.rules() returns bigint language sql as $$ select count(*) from fares.split_rules $$;
select (now() at time zone 'Africa/Nairobi')::date + 1 as tomorrow \gset
create temporary table before as select pg_temp.rules() as n;
select pg_temp.ask() \g /dev/null
select is(pg_temp.decide_split('treasurer', 'sacco'), 'same_side', 'the side that proposed does not agree');
select is(pg_temp.decide_split('admin', 'owner'), 'same_person', 'nor does who proposed, with the other role as well');
select is(pg_temp.decide_split('treasurer', 'sacco', 'withdrawn'), 'same_side', 'only its maker withdraws');
select is(array[pg_temp.decide_split('owner', 'owner', 'declined', null),
  pg_temp.decide_split('owner', 'owner', 'declined', 'no')], '{no_real_reason,no_real_reason}',
  'who declines says why');
select is(pg_temp.decide_split('owner', 'owner', 'declined'), 'declined', 'the other side declines');
select is(pg_temp.decide_split('owner', 'owner'), 'declined', 'a decision stays');
select is(fares.split_card(:vehicle_id, pg_temp.id('admin'), 'sacco', 'UTC') #>> '{past,0,decision_reason}',
  'Fuel costs more than that', 'the side that proposed reads why');
select is((select after ->> 'decision_reason' from audit.changes where subject like 'fares.split_proposals:%'
  order by change_id desc limit 1), 'Fuel costs more than that', 'the audit log has it');
select is(pg_temp.rules(), (select n from before), 'no rule was made so far');
select pg_temp.ask('owner', 'owner') \g /dev/null
select is(pg_temp.decide_split('treasurer', 'sacco'), 'agreed', 'the SACCO agrees to what the owner proposed');
select is((select array[r.effective_from >= now(), r.split_rule_id = p.split_rule_id, r.shares_bps = '{1000,9000}']
  from fares.split_rules r join fares.split_proposals p using (split_rule_id)), '{t,t,t}',
  'that made the rule, from now on');
select pg_temp.ask() \g /dev/null
select is(pg_temp.ask(), null, 'what is agreed is not proposed again');
-- From a later day, with pots; what is agreed after it never begins before it.
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, jsonb_build_object('fuel', '100', 'pots',
  jsonb_build_array(jsonb_build_object('purpose', 'loan', 'cents', '500', 'arrears', '900')), 'from', :'tomorrow'),
  'propose') \g /dev/null
select is(pg_temp.decide_split('owner', 'owner'), 'agreed', 'the owner agrees to one that begins tomorrow');
select is((select (effective_from, pot_cents, pot_arrears_cents)::text from fares.split_rules order by version desc
  limit 1), (:'tomorrow'::timestamp at time zone 'Africa/Nairobi', '{50000,0}'::bigint[], '{90000,0}'::bigint[])::text,
  'at its beginning, with its pots');
select is((select shares_bps from fares.split_rules where split_rule_id = fares.rule_in_force(:vehicle_id,
  clock_timestamp())), '{1000,9000}', 'until then the other one divides');
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, jsonb_build_object('fuel', '100', 'from',
  :'tomorrow'), 'propose') \g /dev/null
select fleet.transfer_vehicle(:vehicle_id, :stranger_id, clock_timestamp(), 'test') \g /dev/null
select is(pg_temp.decide_split('owner', 'owner'), 'withdrawn', 'a proposal ends when the vehicle changes hands');
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, jsonb_build_object('fuel', '100', 'from',
  :'tomorrow'), 'propose') \g /dev/null
update fares.split_proposals set expires_at = now() where state = 'proposed';
select is(pg_temp.decide_split('stranger', 'owner'), 'expired', 'too late');
select is(fares.decide_split(pg_temp.id('owner'), 'owner', 0, 'agreed'), 'gone', 'there is no such proposal');
select throws_ok($$ select pg_temp.decide_split('owner', 'owner', 'perhaps') $$, 'LFV80', null, 'no other decision');
select finish(); rollback;
