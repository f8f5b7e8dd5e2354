begin; select plan(5);
\ir ../fixtures/payouts.psql
select sacco.withdrawal(sha256('admin'), '', '', null, null) as form \gset
select is((:'form'::jsonb ->> 'free_cents')::bigint, 44100::bigint, 'what is free');
select is((select string_agg(p ->> 'purpose', ' ' order by p ->> 'purpose')
             from jsonb_array_elements(:'form'::jsonb -> 'purposes') p),
  'sacco', 'the pots that may be taken from');
select is(:'form'::jsonb -> 'plan', 'null', 'without an amount no plan');
select is(sacco.withdrawal(sha256('admin'), '', '', '300', 'own') #>> '{plan,outcome}', 'fits', 'with one, a plan');
select is(sacco.withdrawal(sha256('admin'), '0', '', null, null) ->> 'outcome', 'absent',
  'not somebody else''s money');
select finish(); rollback;
