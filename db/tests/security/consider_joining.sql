begin;
\ir ../fixtures/joined.psql
select plan(8);
create function pg_temp.told(p_act text, p_one text, p_other text) returns jsonb language sql as $$
  select security.consider_joining(p_act => p_act, p_user_id => pg_temp.id(p_one), p_other => pg_temp.id(p_other)) $$;
select pg_temp.decide('finance', pg_temp.propose('ops', 'newcomer')) \g /dev/null
select pg_temp.propose('ops', 'stranger', 'auditor') \g /dev/null
select is(pg_temp.told('join', 'ops', 'finance') -> 'figures', '{"accounts": 1, "others": 1, "grants": 1, "theirs": 1, "met": 1, "waiting": 1}',
  'what each holds, what one signed and the other agreed to, what waits');
select is(pg_temp.told('join', 'ops', 'finance') #> '{met,0,duties}', '["maker", "checker"]', 'which duties meet');
select is(pg_temp.told('join', 'ops', 'auditor') #> '{figures,met}', '0', 'others have signed nothing together');
select is(pg_temp.told('join', 'ops', null) -> 'hindered', '[]', 'nobody was named yet');
select is(pg_temp.told('separate', 'ops', null) -> 'hindered', '["not_joined"]', 'who has one account is one');
select security.join_accounts(pg_temp.id('ops'), pg_temp.id('finance')) \g /dev/null
select is((select count(*) from messaging.alarms where kind = 'duties_met'), 1::bigint, 'as many alarms ring as things were said to meet');
select is(pg_temp.told('join', 'ops', 'finance') -> 'hindered', '["joined"]', 'one person is one already');
select is(pg_temp.told('separate', 'finance', 'ops') -> 'figures', '{"accounts": 1, "others": 1, "grants": 1, "theirs": 1, "met": 1, "waiting": 1}', 'each side of two again');
select finish();
rollback;
