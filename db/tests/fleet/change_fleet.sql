begin; select plan(3);
\ir ../fixtures/sacco.psql
create function pg_temp.change(p_action text, p_subject text, p_scope bigint[]) returns text language sql as $$
  select fleet.change_fleet(pg_temp.id('admin'), p_scope, p_action, p_subject, '{}') ->> 'outcome' $$;
select results_eq(format($$ select pg_temp.change(a, s, array[%s]) from (values (1, 'sacco', ''), (2, 'route', '%2$s'),
  (3, 'owner', '%2$s'), (4, 'vehicle', '%2$s'), (6, 'code', 'KZZ 900Z'), (7, 'close', 'KZZ 900Z'),
  (8, 'move', 'KZZ 900Z'), (9, 'transfer', 'KZZ 900Z'), (10, 'transfer', 'KZZ 001A'), (11, 'steal', '%1$s'))
  x(n, a, s) order by n $$, :sacco_id, :foreign_sacco_id),
  array['absent', 'absent', 'absent', 'absent', 'absent', 'absent', 'absent', 'absent', 'no_reason',
    'absent'],
  'a SACCO changes nothing of another, and makes no SACCO');
select results_eq(format($$ select pg_temp.change(a, s, null) from (values (1, 'sacco', ''), (2, 'route', '%1$s'),
  (3, 'owner', '%1$s'), (4, 'vehicle', '%1$s'), (6, 'code', 'KZZ 900Z'), (7, 'close', 'KZZ 900Z'),
  (8, 'route', '0')) x(n, a, s) order by n $$, :foreign_sacco_id), array['name_wrong',
    'number_wrong',
  'name_wrong', 'plate_wrong', 'given', 'no_reason', 'absent'], 'staff reach every step');
select is(pg_temp.changed(), 'audit.change_log fleet.door_codes', 'nothing else was changed');
select finish(); rollback;
