begin; select plan(5);
\ir ../fixtures/payouts.psql
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select ok(payouts.is_frozen('owner', :owner_id), 'the owner for whom they act');
select ok(payouts.is_frozen('user', pg_temp.id('owner')), 'they themselves');
select ok(not payouts.is_frozen('owner', :stranger_id), 'not another owner');
update access.role_grants set valid_to = now() - interval '1 minute', valid_from = now() - interval '2 minutes'
 where user_id = pg_temp.id('owner');
select ok(not payouts.is_frozen('owner', :owner_id), 'not after they have left');
update payouts.freezes set lifted_at = now(), lifted_by = pg_temp.id('ops'), lift_reason = 'amethibitisha';
select ok(not payouts.is_frozen('user', pg_temp.id('owner')), 'not when it was lifted');
select finish(); rollback;
