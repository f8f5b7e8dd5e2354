begin; select plan(7);
\ir ../fixtures/owner_dials.psql
update fleet.owners set name = 'Mama Njeri';
select is(ussd.screen_payout(pg_temp.own_screen('payout')), pg_temp.text('ussd_payout', messaging.money_text(
  (ussd.plan_payout(pg_temp.own_screen('payout'), '') ->> 'free_cents')::bigint), 'Mama Njeri'), 'what there is');
select is(ussd.screen_payout(pg_temp.own_screen('payout_confirm', '1000')),
  pg_temp.text('ussd_payout_confirm', '1,000', '5', '1,005', '', 'Mama Njeri'), 'what arrives, the fee, the sum');
update config.settings set value = '0' where setting = 'payout_alone_cents';
select is(ussd.screen_payout(pg_temp.own_screen('payout_confirm', '1000')), pg_temp.text('ussd_payout_confirm', '1,000',
  '5', '1,005', pg_temp.text('ussd_payout_second'), 'Mama Njeri'), 'a second person must approve');
select is(ussd.screen_payout(pg_temp.own_screen('payout_code', '1000')),
  pg_temp.text('ussd_payout_code', '1,000', '*384*46#'), 'the code');
create function pg_temp.page(p_page int, p_count int) returns text language sql as $$
  select ussd.screen_payout(pg_temp.on_screen('payout_party', jsonb_build_object('page', p_page, 'parties',
    jsonb_build_array(pg_temp.party('owner'), pg_temp.party('sacco')) || (select jsonb_agg(pg_temp.party('user'))
      from generate_series(3, p_count))))) $$;
select is(pg_temp.page(1, 5), E'Toa pesa kutoka:\n1 Mama Njeri\n2 SACCO Test Line\n3 Sehemu ya crew\n4 Sehemu ya crew'
  '\n5 Sehemu ya crew\n0 Rudi 00 Ondoka', 'five parties');
select is(pg_temp.page(1, 6), replace(pg_temp.page(1, 5), E'\n0 ', E'\n6 Zaidi\n0 '), 'more than five');
select is(pg_temp.page(2, 6), E'Toa pesa kutoka:\n1 Sehemu ya crew\n0 Rudi 00 Ondoka', 'their last page');
select finish(); rollback;
