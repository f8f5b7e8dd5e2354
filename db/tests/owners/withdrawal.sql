begin; select plan(5);
\ir ../fixtures/payouts.psql
select owners.withdrawal(sha256('owner'), '', '', null, null) as form \gset
select is((:'form'::jsonb ->> 'free_cents')::bigint, 352800::bigint, 'what is free');
select is((select string_agg(p ->> 'purpose', ' ' order by p ->> 'purpose')
             from jsonb_array_elements(:'form'::jsonb -> 'purposes') p),
  'fuel insurance maintenance profit', 'the pots that may be taken from');
select is(:'form'::jsonb -> 'plan', 'null', 'without an amount no plan');
select is(owners.withdrawal(sha256('owner'), '', '', '1000', 'own') #>> '{plan,outcome}', 'fits', 'with one, a plan');
select is(owners.withdrawal(sha256('owner'), '0', '', null, null) ->> 'outcome', 'absent',
  'not somebody else''s money');
select finish(); rollback;
