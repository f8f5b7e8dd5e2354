begin; select plan(2);
\ir ../fixtures/signed_in.psql
select is(messaging.waiting_counts(), '{"dead": 0, "breaks": 0, "disputes": 0, "messages": 0,
  "suspense": 0, "verifications": 0, "payouts_unknown": 0}', 'nothing waits');
select pg_temp.confirm(pg_temp.incoming('TKA0000001', '1500', '4628')),
       pg_temp.confirm(pg_temp.incoming('TKA0000001', '70')),
       pg_temp.confirm(pg_temp.incoming('TKA0000002', '70', 'nowhere')) \g /dev/null
insert into fares.disputes (receipt, why, channel) values ('TKA0000001', 'other', 'ussd');
insert into recon.breaks (kind, source, short_code, journal_id, business_on, unexplained_cents)
values ('missing_at_operator', 'pull', '400222', 1, current_date, 1);
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead');
select is(messaging.waiting_counts(), '{"dead": 1, "breaks": 1, "disputes": 1, "messages": 1, "suspense": 1,
  "verifications": 1, "payouts_unknown": 0}', 'one of each');
select finish(); rollback;
