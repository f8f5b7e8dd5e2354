begin; select plan(4);
\ir ../fixtures/trust.psql
create function pg_temp.cuts() returns text language sql as $$
  select string_agg(concat_ws('/', c.cents, c.charges_cents), ' ' order by c.cents)
    from recon.possible_cuts(p_sub_wallet_ids => pg_temp.trust_ids(),
                             p_from => now(), p_to => now() + interval '10 seconds') c $$;
select is(pg_temp.cuts(), '0/0', 'nothing moved: one moment is like the other');
select pg_temp.pay_at('TRU0000001', now() + interval '5 seconds', '60.00'),
       pg_temp.pay_at('TRU0000002', now() + interval '6 seconds', '1500.00') \g /dev/null
select is(pg_temp.cuts(), '0/0 150000/750 156000/750', 'after both, between them, before both');
select pg_temp.pay_at('TRU0000003', now() + interval '60 seconds', '10.00') \g /dev/null
select is(pg_temp.cuts(), '1000/0 151000/750 157000/750', 'what moved after the answer is always later');
select is((select count(*) from recon.possible_cuts(null, null, null)), 1::bigint, 'nothing moved for NULL');
select finish(); rollback;
