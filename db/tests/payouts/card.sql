begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select payouts.card(p, 'Africa/Nairobi') as card from payouts.payouts p where payout_ref = :'ref' \gset
select is(:'card'::jsonb ->> 'total_cents', '50500', 'with its fee');
select is(:'card'::jsonb ->> 'party', 'Mama Njeri', 'whose money');
select is(payouts.card(null, 'Africa/Nairobi'), null, 'nothing for nothing');
select finish(); rollback;
