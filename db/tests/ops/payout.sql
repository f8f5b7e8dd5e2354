begin; select plan(5);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
select is(ops.payout(sha256('ops'), :'ref') #>> '{story,maker,user_id}', pg_temp.id('owner')::text,
  'who asked for it');
select is(ops.payout(sha256('ops'), :'ref') #>> '{story,destination}', '07xx..126', 'its story');
select is(ops.payout(sha256('ops'), :'ref') #>> '{unanswered,advice}', 'ask', 'what can be done');
select is((select count(*) from audit.changes where action = 'look_at'
  and subject = 'payouts.payouts:' || pg_temp.payout_id(:'ref')), 3::bigint, 'each look is in the audit log');
select is(ops.payout(sha256('owner'), :'ref') ->> 'outcome', 'absent', 'for staff only');
select finish(); rollback;
