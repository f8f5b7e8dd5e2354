begin; select plan(3);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.details(p_who text) returns jsonb language sql as $$
  select payouts.details(p, pg_temp.id(p_who), 'Africa/Nairobi') from payouts.payouts p $$;
select is(pg_temp.details('owner') -> 'legs', '[{"plate": "KZZ 001A", "purpose": "profit", "cents": 50500}]',
  'which pots paid');
select ok((pg_temp.details('owner') ->> 'may_cancel')::boolean, 'who asked may take it back');
select ok(not (pg_temp.details('stranger') ->> 'may_cancel')::boolean, 'nobody else may');
select finish(); rollback;
