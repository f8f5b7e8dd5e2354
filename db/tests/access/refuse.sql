begin;
set constraints all immediate;
select plan(2);
select is(access.refuse(p_function => 'owners.fare', p_subject => repeat('x', 500)), '{"outcome": "absent"}',
  'what is not there and what is not theirs are answered alike');
select is((select (action, length(subject), after) from audit.changes order by change_id desc limit 1),
          ('refused'::text, 80, '{"door": "owners.fare"}'::jsonb), 'and leave a trace of bounded size');
select finish();
rollback;
