begin; select plan(1);
select audit.note_look(p_action => 'look_at', p_subject => 'mobile_money.payments:0712345678', p_after => null)
  \g /dev/null
select is((select action || ' ' || subject from audit.change_log order by change_id desc limit 1),
  'look_at mobile_money.payments:***678', 'a look is in the audit log, without a number that was typed');
select finish(); rollback;
