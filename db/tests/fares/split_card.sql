begin; select plan(7);
\ir ../fixtures/sacco.psql
create function pg_temp.card(p_who text, p_side text) returns jsonb language sql as $$
  select fares.split_card(v.vehicle_id, pg_temp.id(p_who), p_side, 'Africa/Nairobi') from fleet.vehicles v
   where v.plate = 'KZZ 001A' $$;
select is(pg_temp.card('owner', 'owner') #>> '{rule,preview,parts,0,cents}', '1764', 'the rule in force is shown');
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"profit": "100"}', 'propose') \g /dev/null
select is(pg_temp.card('owner', 'owner') #> '{open,may_decide}', 'true', 'the owner may decide');
select is(pg_temp.card('treasurer', 'sacco') #> '{open,may_decide}', 'false', 'the SACCO, which proposed, may not');
select is(pg_temp.card('ops', null) #> '{open,may_decide}', 'false', 'nor may staff');
update fares.split_proposals set expires_at = now();
select is(pg_temp.card('owner', 'owner') #>> '{past,0,state}', 'expired', 'one that nobody decided in time is past');
select fares.set_split_rule(:vehicle_id, now(), 200, 0, array['loan', 'profit'], array[0, 10000], 'profit', 'test',
  array[30000, 0], array[0, 0]), fares.set_split_rule(:vehicle_id, now() + interval '7 days', 0, 0, array['profit'],
  array[10000], 'profit', 'test') \g /dev/null
select is(pg_temp.card('owner', 'owner') #>> '{today,pots,0,lacks_cents}', '30000', 'the pots of today are shown');
select is(pg_temp.card('owner', 'owner') #>> '{planned,0,preview,parts,0,cents}', '6000', 'and what begins later');
select finish(); rollback;
