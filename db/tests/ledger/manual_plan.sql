begin; select plan(16);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
create function pg_temp.plan(p_from bigint, p_to bigint, p_amount text, p_corrects text default '') returns text
  language sql as $$ select outcome from ledger.manual_plan(p_from::text, p_to::text, p_amount, p_corrects) $$;
select is(pg_temp.plan(:commission, :trust, '3'), 'fits', 'our commission leaves');
select is((select string_agg(concat_ws(' ', l ->> 'kind', l ->> 'before_cents', l ->> 'after_cents'), ', ')
             from ledger.manual_plan(:commission::text, :trust::text, '3', '') p, jsonb_array_elements(p.legs) l),
  'commission 300 0, trust -15000 -14700', 'both balances before and after');
select is(pg_temp.plan(:commission, :trust, '3.01'), 'not_enough', 'no more than there is');
select is(pg_temp.plan(:profit, :trust, '1'), 'bad_accounts', 'no pot');
select is(pg_temp.plan(:commission, :commission, '1'), 'bad_accounts', 'not to itself');
select is(pg_temp.plan(:suspense, :trust, '1'), 'bad_accounts', 'not suspense');
select is(pg_temp.plan(:commission, :trust, '0'), 'bad_amount', 'not nothing');
select is(pg_temp.plan(:commission, :trust, 'all'), 'bad_amount', 'not words');
select is(pg_temp.plan(:commission, :trust, t.typed), 'bad_amount', t.sentence) from (values
  ('-0', 'no sign'), ('2,50', 'a decimal comma is no 250'), ('0.001', 'no part of a cent'),
  ('99999999999999999999', 'no sum that overflows'), ('٣', 'no other digits'), (null, 'not NULL'))
  as t(typed, sentence);
select is(pg_temp.plan(null, null, null, (select journal_id::text from fares.fares)), 'no_journal',
  'a fare is refunded, not corrected by hand');
select is(pg_temp.plan(null, null, null, '0'), 'no_journal', 'no such journal');
select * from finish(); rollback;
