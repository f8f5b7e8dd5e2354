begin; select plan(2);
\ir ../fixtures/signed_in.psql
select is(messaging.waiting_counts(), '{"dead": 0, "messages": 0, "verifications": 0}', 'nothing waits');
select pg_temp.confirm(pg_temp.incoming('TKA0000001', '1500', '4628')),
       pg_temp.confirm(pg_temp.incoming('TKA0000001', '70')) \g /dev/null
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead');
select is(messaging.waiting_counts(), '{"dead": 1, "messages": 1, "verifications": 1}', 'one of each');
select finish(); rollback;
