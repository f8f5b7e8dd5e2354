begin; select plan(6);
\ir ../fixtures/payouts.psql
create function pg_temp.legs(p_total bigint, p_purposes text[] default '{}') returns text language sql as $$
  select concat_ws(' ', (select string_agg(s.purpose || ':' || t.c, ' ' order by t.n)
                           from unnest(l.sub_wallet_ids, l.cents) with ordinality t(id, c, n)
                           join ledger.sub_wallets s on s.sub_wallet_id = t.id), 'of', l.free_cents)
    from payouts.choose_legs('owner', (select owner_id from fleet.owners where name = 'Mama Njeri'), p_purposes,
                             p_total) l $$;
select is(pg_temp.legs(100000), 'profit:100000 of 352800', 'profit first');
select is(pg_temp.legs(120000), 'profit:110250 fuel:9750 of 352800', 'then the fullest');
select is(pg_temp.legs(90000, '{insurance,fuel}'), 'insurance:88200 fuel:1800 of 220500', 'pots in the order given');
select is(pg_temp.legs(90000, '{maintenance}'), 'maintenance:22050 of 22050', 'too little: all there is');
select is(pg_temp.legs(0), 'of 352800', 'nothing for nothing');
select pg_temp.confirm(pg_temp.incoming('QHELD00001', '1500.00')) \g /dev/null
select is(pg_temp.legs(0), 'of 352800', 'what is held until M-Pesa confirms it is not free');
select finish(); rollback;
