begin; select plan(5);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.evidence(p_who text) returns jsonb language sql as $$
  select payouts.evidence(p, pg_temp.id(p_who), 'Africa/Nairobi') from payouts.payouts p $$;
select ok((pg_temp.evidence('owner') ->> 'mine')::boolean, 'by who asked');
select ok(not (pg_temp.evidence('finance') ->> 'mine')::boolean, 'not by others');
select is(pg_temp.evidence('finance') -> 'legs', '[{"plate": "KZZ 001A", "purpose": "profit", "cents": 50500,
  "before_cents": 110250, "after_cents": 59750}]', 'the pots before and after');
select is(pg_temp.evidence('finance') #>> '{sim,state}', 'not_checked', 'what is known of the SIM');
select is(payouts.evidence(null, 1, 'Africa/Nairobi'), null, 'nothing for nothing');
select finish(); rollback;
