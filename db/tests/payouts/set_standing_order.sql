begin; select plan(6);
\ir ../fixtures/vendors.psql
create function pg_temp.set_order(p_state text, p_floor text default '500', p_to text default 'own') returns text
  language sql as $$ select payouts.set_standing_order(pg_temp.id('owner'), null, (select min(owner_id)
    from fleet.owners), p_state, p_floor, p_to, sha256('code')) $$;
select is(array[pg_temp.set_order('on', 'x'), pg_temp.set_order('on', '1.50'), pg_temp.set_order('perhaps')],
  array['floor_wrong', 'floor_wrong', 'floor_wrong'], 'a floor in whole shillings');
select is(pg_temp.set_order('on', '500', 'x'), 'destination_wrong', 'the own phone or one of theirs');
select pg_temp.send(40000, '07xx..126', 'automatic') \g /dev/null
select is(pg_temp.set_order('on'), 'code_wrong', 'the code is for one floor');
select pg_temp.send(50000, '07xx..126', 'automatic') \g /dev/null
select is(pg_temp.set_order('on'), 'on', 'it is switched on with its code');
select is(array[pg_temp.set_order('off'), pg_temp.set_order('off')], array['off', 'off'], 'and off without one');
select is((select count(*)::int from payouts.standing_orders where ended_at is null), 0, 'none is on');
select * from finish(); rollback;
