begin; select plan(7);
select is((select (t.said - now(), t.flag)::text from mobile_money.payment_times(p_text => to_char(now() at time zone
    'Africa/Nairobi' + ago::interval, 'YYYYMMDDHH24MISS'), p_time_zone => 'Africa/Nairobi',
    p_came => date_trunc('second', now()), p_flag => f) t) ~ t.is, true, t.sentence)
  from (values ('0', null, ',\)$', 'a time of now'), ('5 minutes', null, ',\)$', 'a little ahead'),
  ('6 minutes', null, '^\(,time_replaced\)$', 'too far ahead'), ('-61 minutes', null, ',late\)$', 'late'),
  ('-49 hours', null, '^\(,time_replaced\)$', 'too late for a message'),
  ('-49 hours', 'from_statement', ',late\)$', 'not for a statement')) as t(ago, f, "is", sentence);
select is((select (t.said, t.flag)::text from mobile_money.payment_times('20260230000000', 'Africa/Nairobi', now(),
  null) t), '(,time_replaced)', 'no day at all');
select finish(); rollback;
