begin;
\ir ../fixtures/joined.psql
select plan(8);
create function pg_temp.bound(p_who text) returns boolean language sql as $$
  select security.is_bound(p_user_id => pg_temp.id(p_who), p_subject => 'test.things:1') $$;
select security.join_accounts(pg_temp.id('ops'), pg_temp.id('newcomer')) \g /dev/null
select security.take_duty(p_user_id => pg_temp.id('newcomer'), p_duty => 'maker', p_subject => 'test.things:1') \g /dev/null
select ok(pg_temp.bound('newcomer'), 'who made it is bound');
select ok(pg_temp.bound('ops'), 'by every account');
select ok(not pg_temp.bound('finance'), 'another is not');
select ok(not security.is_bound(p_user_id => pg_temp.id('ops'), p_subject => 'test.things:2'), 'nor is anybody by another thing');
select ok(not security.is_bound(p_user_id => -1, p_subject => 'test.things:1'), 'nobody is not bound');
select pg_temp.remember() \g /dev/null
select is(pg_temp.changed(), 'nothing', 'looking changes nothing');
select security.separate_accounts(p_user_id => pg_temp.id('newcomer'), p_other => pg_temp.id('ops')) \g /dev/null
select ok(pg_temp.bound('newcomer') and pg_temp.bound('ops'), 'separated since then, both are bound');
select is((select array_agg(w order by w) from unnest(array['ops', 'newcomer', 'finance']) w
            where pg_temp.bound(w) <> (security.take_duty(p_user_id => pg_temp.id(w), p_duty => 'checker', p_subject => 'test.things:1') = 'same_person')), null, 'as security.take_duty says');
select finish();
rollback;
