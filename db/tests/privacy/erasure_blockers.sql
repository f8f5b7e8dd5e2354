begin; select plan(3);
\ir ../fixtures/signed_in.psql
select is(privacy.erasure_blockers(sha256('phone of owner')), 'holds_role', 'a person with a role is blocked');
select pg_temp.intent('ref2', :vehicle_id, 6000, 'pushed') \g /dev/null
select is(privacy.erasure_blockers(sha256('ref2')), 'unfinished', 'so is one whose payment is on its way');
select is(privacy.erasure_blockers(p_phone_hash => sha256('who')), null, 'anybody else is not');
select finish(); rollback;
