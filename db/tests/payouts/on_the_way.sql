begin; select plan(3);
\ir ../fixtures/payouts.psql
create function pg_temp.way() returns bigint language sql as $$
  select payouts.on_the_way(array[(select owner_id from fleet.owners where name = 'Mama Njeri')],
                            '18446744073709551615'::xid8) $$;
select is(pg_temp.way(), 0::bigint, 'nothing yet');
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(pg_temp.way(), 50500::bigint, 'with the fee');
select payouts.cancel(pg_temp.id('owner'), pg_temp.payout_id(:'ref')) \g /dev/null
select is(pg_temp.way(), 0::bigint, 'not what came back');
select finish(); rollback;
