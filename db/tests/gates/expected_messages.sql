begin; select plan(3);
\ir ../fixtures/gates.psql
insert into gates.message_hours
select date_trunc('hour', now()) - make_interval(days => d), n from (values (1, 100), (2, 60), (3, 0)) m(d, n);
select is(gates.expected_messages(date_trunc('hour', now()), date_trunc('hour', now()) + interval '30 min')::int, 30,
  'half of the median of this hour');
select is(gates.expected_messages(date_trunc('hour', now()) + interval '90 minutes',
  date_trunc('hour', now()) + interval '100 minutes'), null, 'nothing is known of another hour');
delete from gates.message_hours where messages = 0;
select is(gates.expected_messages(date_trunc('hour', now()), date_trunc('hour', now()) + interval '30 minutes'), null,
  'two days tell nothing');
select finish(); rollback;
