begin; select plan(5);
\ir ../fixtures/payouts.psql
create function pg_temp.form(p_amount text) returns jsonb language sql as $$
  select payouts.withdrawal(pg_temp.id('owner'), sha256('owner'), 'owner', array[o.owner_id], o.owner_id, '', p_amount,
    'own') from fleet.owners o where o.name = 'Mama Njeri' $$;
select is((pg_temp.form(null) ->> 'free_cents')::bigint, 352800::bigint, 'all but the parts of the SACCO and crew');
select is(pg_temp.form(null) -> 'parties' -> 0 ->> 'name', 'Mama Njeri', 'whose money');
select is(pg_temp.form(null) #>> '{limits,cap_cents}', '1000000', 'less on a new device');
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(pg_temp.form('600') #>> '{open,0,payout_ref}', :'ref', 'what is on its way');
select is(pg_temp.form('600') #>> '{plan,outcome}', 'fits', 'the plan');
select finish(); rollback;
