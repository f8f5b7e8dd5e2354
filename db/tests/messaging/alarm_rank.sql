begin; select plan(1);
select is(array(select k from unnest(array['paid_twice', 'prompts_unsent', 'wrong_token', 'dead_letter']) k
  order by messaging.alarm_rank(p_kind => k)), '{wrong_token,prompts_unsent,dead_letter,paid_twice}',
  'a possible forgery before a part that does not work, before one unclear message, before one passenger');
select finish(); rollback;
