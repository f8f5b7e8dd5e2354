begin;
set constraints all immediate;
select plan(3);
select audit.name_actor(p_user_id => 7) \g /dev/null
select is(current_setting('lipa.actor'), 'user:7', 'who is asking');
select is(audit.actor(), 'user:7', 'is who acts');
select audit.name_actor(p_user_id => 8) \g /dev/null
select is(audit.actor(), 'user:8', 'the newest counts');
select finish();
rollback;
