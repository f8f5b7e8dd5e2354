begin; select plan(3);
\ir ../fixtures/payouts.psql
create function pg_temp.code(p_party text, p_amount text) returns text language sql as $$
  select owners.ask_payout_code(sha256('owner'), null, p_party, '', p_amount, 'own', sha256('code'),
                             '\x01') ->> 'outcome' $$;
select is(pg_temp.code('', '1000'), 'sent', 'a code is sent');
select is(pg_temp.code('', '1000000'), 'too_much', 'not for what can''t be sent');
select is(pg_temp.code('0', '1000'), 'absent', 'not for somebody else''s money');
select finish(); rollback;
