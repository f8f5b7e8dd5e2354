begin; select plan(3);
select audit.name_actor(p_user_id => 7) \g /dev/null
select is(current_setting('lipa.actor'), 'user:7', 'the setting names the person');
select is(audit.actor(), 'user:7', 'who is the actor');
select audit.name_actor(p_user_id => 8) \g /dev/null
select is(audit.actor(), 'user:8', 'the newest counts');
select finish(); rollback;
