begin;
set constraints all immediate;
select plan(5);
select is(security.actor(), null, 'nobody, before a door has said who');
set local lipa.actor = 'user:7';
select is(security.actor(), null, 'a setting alone says nothing');
select security.name_actor(p_user_id => 7) \g /dev/null
select is(security.actor(), 'user:7', 'a door does');
set local lipa.actor = 'user:8';
select is(security.actor(), null, 'what it said of one is worth nothing for another');
set local lipa.actor = '';
select is(security.actor(), null, 'nor for nobody');
select finish();
rollback;
