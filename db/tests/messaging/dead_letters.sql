begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.list(p_limit int default 20) returns jsonb language sql as $$
  select messaging.dead_letters(p_zone => 'Africa/Nairobi', p_limit => p_limit) $$;
insert into messaging.outbox (topic, key, payload) values ('sms', 'goes', '{}');
select is(pg_temp.list(), '[]', 'what is to be sent is none');
insert into messaging.outbox (topic, key, payload, state, last_error, created_at) values
  ('sms', 'new', '{}', 'dead', 'gateway said 403', now()), ('sms', 'old', '{}', 'dead', null, now() - interval '1 day');
select is(jsonb_path_query_array(pg_temp.list(), '$[*].key'), '["old", "new"]', 'the oldest first');
select is(jsonb_array_length(pg_temp.list(1)), 1, 'at most as many as asked for');
select finish(); rollback;
