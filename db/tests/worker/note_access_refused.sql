begin; select plan(2); set constraints all immediate;
select worker.note_access_refused(p_api => 'stkpush', p_code => c) from unnest(array['401.003.01', '401.002.01']) c;
select worker.note_access_refused('transactionstatus', '401');
select results_eq($$ select subject, detail, times_raised from messaging.alarms where kind = 'access_refused'
    order by subject $$, $$ values ('stkpush', 'the operator refuses our new token: 401.002.01', 2),
      ('transactionstatus', 'the operator refuses our new token: 401', 1) $$,
  'each API has one alarm, which names the last code');
select lives_ok($$ select worker.note_access_refused('stkpush', repeat('9', 500)) $$, 'a long code is cut');
select finish(); rollback;
