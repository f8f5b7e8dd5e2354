begin;
set constraints all immediate;
select plan(3);
select is(audit.actor(), null, 'nobody, before an API function has said who');
select audit.name_actor(p_user_id => 7) \g /dev/null
select is(audit.actor(), 'user:7', 'then the person whom it named');
set local lipa.actor = '';
select is(audit.actor(), null, 'an empty name is nobody');
select finish();
rollback;
