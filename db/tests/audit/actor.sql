begin; select plan(3);
select is(audit.actor(), null, 'nobody acts before an API function names somebody');
select audit.name_actor(p_user_id => 7) \g /dev/null
select is(audit.actor(), 'user:7', 'then the named person acts');
set local lipa.actor = '';
select is(audit.actor(), null, 'an empty name is nobody');
select finish(); rollback;
