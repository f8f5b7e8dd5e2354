begin; select plan(4);
\ir ../fixtures/payouts.psql
create function pg_temp.click(p_party text, p_code text) returns jsonb language sql as $$
  select sacco.request_payout(sha256('admin'), null, p_party, '', '300', 'own', sha256(p_code::bytea)) $$;
select pg_temp.send_code('admin', 30000) \g /dev/null
select is(pg_temp.click('', 'guess') ->> 'outcome', 'code_wrong', 'a wrong code');
select pg_temp.click('', 'code') as done \gset
select is(:'done'::jsonb ->> 'outcome', 'queued', 'the right one');
select is(pg_temp.click('', 'code'), jsonb_build_object('outcome', 'already_pending', 'rule', null, 'payout_ref',
  :'done'::jsonb -> 'payout_ref'), 'a second click names the payout of the first');
select is(pg_temp.click('0', 'code') ->> 'outcome', 'absent', 'not somebody else''s money');
select finish(); rollback;
