begin; select plan(9);
\ir ../fixtures/owner_dials.psql
select is(pg_temp.said(ussd.refuse_payout(pg_temp.own_screen(t.state), t.outcome)),
          t.after || ': ' || pg_temp.text(t.key, variadic t.args), t.outcome || ' on ' || t.state)
  from (values ('payout', 'amount_wrong', 'payout', 'ussd_payout_amount_wrong', '{}'::text[]),
    ('payout', 'too_little', 'payout', 'ussd_payout_too_little', '{10}'),
    ('payout_confirm', 'not_enough', 'end', 'ussd_payout_not_enough', '{}'),
    ('payout_code', 'code_wrong', 'payout_code', 'ussd_payout_code_wrong', '{}'),
    ('payout_code', 'code_spent', 'end', 'ussd_payout_code_spent', '{}'),
    ('payout', 'over_cap', 'end', 'ussd_payout_over_cap', array['10,000']),
    ('payout', 'too_fast', 'end', 'ussd_payout_too_fast', array['0700 000 000']),
    ('payout', 'frozen', 'end', 'ussd_payout_frozen', array['0700 000 000']),
    ('payout', 'cooling', 'end', 'ussd_payout_refused', array['0700 000 000'])) t(state, outcome, after, key, args);
select finish(); rollback;
