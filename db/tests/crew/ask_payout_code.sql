begin; select plan(3);
\ir ../fixtures/payouts.psql
create function pg_temp.code(p_party text, p_amount text) returns text language sql as $$
  select crew.ask_payout_code(sha256('conductor'), null, p_party, '', p_amount, 'own', sha256('code'),
                             '\x01') ->> 'outcome' $$;
select is(pg_temp.code('', '300'), 'sent', 'a code is sent');
select is(pg_temp.code('', '1000000'), 'too_much', 'not for what can''t be sent');
select is(pg_temp.code('0', '300'), 'absent', 'not for somebody else''s money');
select finish(); rollback;
