begin; select plan(4);
-- What the outbox may hold, whoever writes it.
select messaging.enqueue('sms', 'TKQ', '{}') \g /dev/null
select throws_ok('update messaging.outbox set ' || t.change, '23514',
  'new row for relation "outbox" violates check constraint "outbox_' || t.fault || '"', t.change)
  from (values ('state = ''lost''', 'state_is_known'), ('state = ''leased''', 'lease_is_whole'),
  ('lease_until = now()', 'lease_is_whole')) t(change, fault);
select lives_ok($$ update messaging.outbox set state = 'leased', lease_until = now() $$, 'a leased one is whole');
select finish(); rollback;
