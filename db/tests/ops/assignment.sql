begin; select plan(10);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_receipt text, p_account text default '') returns jsonb language sql as $$
  select ops.assignment(p_session => sha256(p_who::bytea), p_receipt => p_receipt, p_account => p_account) $$;
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')),
       pg_temp.confirm(pg_temp.incoming('TKA0000001')), pg_temp.remember() \g /dev/null
select is(pg_temp.page('ops', 'TKS0000001') -> 'vehicle', 'null', 'without an account only the payment is shown');
select is(pg_temp.page('ops', 'TKS0000001', 'kzz 001a') #> '{vehicle,commission_cents}', '120', 'each cent is shown');
select is((select sum((p ->> 'cents')::int)::int
  from jsonb_array_elements(pg_temp.page('ops', 'TKS0000001', '4628') #> '{vehicle,parts}') p), 5880,
  'a door code finds the vehicle too, and the rule of the time of payment counts');
select is(pg_temp.page('ops', 'TKS0000001', '4629') -> 'vehicle', 'null', 'a mistyped door code finds nothing');
select is(pg_temp.page('ops', 'TKS0000001') #>> '{room,fits}', 'true', 'the cap of today leaves room');
select is(pg_temp.changed(), 'nothing', 'a preview changes nothing');
select is(pg_temp.page('ops', 'TKA0000001'), '{"outcome": "absent"}', 'one that found its vehicle has no preview');
select is(pg_temp.page('owner', 'TKS0000001'), '{"outcome": "absent"}', 'an owner has no such page');
select is(pg_temp.refused(), 'mobile_money.payments:TKA0000001, mobile_money.payments:TKS0000001', 'each is counted');
\ir ../fixtures/pots.psql
update mobile_money.payments set paid_at = now() where receipt = 'TKS0000001';
select is((select jsonb_agg(p -> 'cents') from jsonb_array_elements(
             pg_temp.page('ops', 'TKS0000001', '4628') #> '{vehicle,parts}') p), '[6000, 0, 0, 0]',
  'with pots, what the fare would bring now');
select finish(); rollback;
