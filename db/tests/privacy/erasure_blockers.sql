begin;
\ir ../fixtures/signed_in.psql
select plan(3);
select is(privacy.erasure_blockers(p_phone_hash => sha256('phone of owner')), 'holds_role',
  'who works with us is not forgotten yet');
select pg_temp.intent('ref2', :vehicle_id, 6000, 'pushed') \g /dev/null
select is(privacy.erasure_blockers(p_phone_hash => sha256('ref2')), 'unfinished', 'nor whose payment is on its way');
select is(privacy.erasure_blockers(p_phone_hash => sha256('who')), null, 'anybody else may be');
select finish();
rollback;
