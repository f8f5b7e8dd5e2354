begin; select plan(3);
\ir ../fixtures/gates.psql
update mobile_money.mpesa_callbacks set received_at = date_trunc('hour', now()) + interval '1 minute';
select is(gates.store_message_hours(date_trunc('hour', now()) + interval '59 minutes'), 0, 'no hour is over');
select is(gates.store_message_hours(date_trunc('hour', now()) + interval '190 minutes'), 3, 'hours that are over');
select is((select sum(messages)::int || ' ' || gates.store_message_hours(date_trunc('hour', now()) + interval '3 hours')
             from gates.message_hours), '9 0', 'each message once, each hour once');
select finish(); rollback;
