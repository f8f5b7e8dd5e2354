begin; select plan(6);
select payouts.note_float(p_account => 'utility', p_cents => 500, p_told_at => now());
select results_eq('select account, cents from payouts.float_balances order by 1',
  $$ values ('utility', 500::bigint), ('working', 0) $$, 'the account has its balance');
select payouts.note_float(p_account => 'utility', p_cents => 900, p_told_at => now() - interval '1 minute');
select is((select cents from payouts.float_balances where account = 'utility'), 500::bigint,
  'an older word is no news');
select payouts.note_float(p_account => 'utility', p_cents => null, p_told_at => now() + interval '1 minute');
select is((select told_at from payouts.float_balances where account = 'utility'), now(), 'no amount is no word');
select payouts.note_float(p_account => 'other', p_cents => 1, p_told_at => now());
select is((select count(*) from payouts.float_balances), 2::bigint, 'an account that is not ours is none');
select payouts.note_float(p_account => 'utility', p_cents => 100, p_told_at => now() + interval '1 minute');
select is((select cents from payouts.float_balances where account = 'utility'), 100::bigint, 'the newest word stands');
update payouts.float_balances set told_at = now() + interval '3 days';
select payouts.note_float(p_account => 'utility', p_cents => 300, p_told_at => now());
select is((select cents from payouts.float_balances where account = 'utility'), 300::bigint,
  'a word of three days to come was told while the clock was ahead');
select finish(); rollback;
