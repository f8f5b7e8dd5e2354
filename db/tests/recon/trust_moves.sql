begin; select plan(3);
\ir ../fixtures/trust.psql
create function pg_temp.moves(p_after timestamptz) returns text language sql as $$
  select string_agg(concat_ws('/', m.cents, m.charges_cents, m.fees_cents), ' ' order by m.value_at)
    from recon.trust_moves(pg_temp.trust_ids(), p_after) m $$;
select pg_temp.pay_at('TRU0000001', now() - interval '5 seconds', '60.00'),
       pg_temp.pay_at('TRU0000002', now() - interval '2 seconds', '1500.00') \g /dev/null
select is(pg_temp.moves(now() - interval '10 seconds'), '6000/0/0 150000/750/0', 'with what the operator charges');
select is(pg_temp.moves(now() - interval '4 seconds'), '150000/750/0', 'only later ones');
select is(pg_temp.moves(null), null, 'none for NULL');
select finish(); rollback;
