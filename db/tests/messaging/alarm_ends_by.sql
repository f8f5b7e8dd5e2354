begin; select plan(1);
select is(array(select coalesce(messaging.alarm_ends_by(k), '-') from unnest(array['suspense_overdue', 'callback_stuck',
    'dead_letter', 'payment_differs', 'payment_unverified', 'wrong_token', 'oldest_break']) k),
  '{assign,retry,retry,ask,ask,-,-}', 'what an action settles, and what is acknowledged');
select finish(); rollback;
