begin; select plan(3);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('callback_silence'), '-/-/-', 'nothing is known of what is usual');
insert into gates.message_hours select date_trunc('hour', now()) - make_interval(hours => n), 60
  from generate_series(-2, 170) n;
select matches(pg_temp.figure('callback_silence'), '^1./1./1$', 'one message a minute: a minute is one gap');
update mobile_money.mpesa_callbacks set received_at = now() - interval '29 minutes';
select is(pg_temp.figure('callback_silence'), '300/300/30', 'half an hour is thirty gaps');
select finish(); rollback;
