begin;
\ir ../fixtures/signed_in.psql
select plan(3);
select user_id as ops_id from security.sessions where session_hash = sha256('ops') \gset
update security.users set lang = 'en' where user_id = :ops_id;
select security.tell_second_step(p_user_id => :ops_id);
select matches((select payload ->> 'text' from messaging.outbox), '^Lipa Fare: the app for your sign-in codes was set up or removed, [0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}\. If it was not you', 'what happened, when, and what to do');
select security.tell_second_step(p_user_id => :ops_id);
select is((select count(*) from messaging.outbox), 1::bigint, 'once, however much changes at a time');
select is(pg_temp.changed(), 'audit.change_log messaging.outbox security.users', 'nothing else changed');
select * from finish();
rollback;
