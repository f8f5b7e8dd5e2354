begin; select plan(2);
select is(access.refuse(p_function => 'owners.fare', p_subject => repeat('x', 500)), '{"outcome": "absent"}',
  'what does not exist and what is not theirs get the same answer');
select is((select (action, length(subject), after) from audit.changes order by change_id desc limit 1),
  ('refused'::text, 80, '{"api_function": "owners.fare"}'::jsonb), 'the audit log records it, in bounded size');
select finish(); rollback;
