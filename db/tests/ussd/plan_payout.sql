begin; select plan(5);
\ir ../fixtures/owner_dials.psql
create function pg_temp.plan(p_kind text, p_amount text) returns text language sql as $$
  select concat_ws(' ', p ->> 'outcome', p ->> 'amount_cents', p ->> 'destination', p #>> '{legs,0,purpose}')
    from ussd.plan_payout(jsonb_populate_record(pg_temp.own_screen('payout'), jsonb_build_object('context',
      jsonb_build_object('party', pg_temp.party(p_kind)))), p_amount) p $$;
select is(pg_temp.plan('owner', '1,000'), 'fits 100000 07xx..126 profit', 'of the owner, to the own phone');
select is(ussd.plan_payout(pg_temp.on_screen('payout'), '1000'), null, 'nobody else has a plan');
select is(pg_temp.plan('sacco', '100'), '', 'nor has the owner one of the SACCO');
select pg_temp.also('sacco_admin', 'sacco', :sacco_id) \g /dev/null
select is(pg_temp.plan('sacco', '100'), 'fits 10000 07xx..126 sacco', 'who acts for it takes its part');
update config.settings set value = '99900' where setting = 'payout_cap_new_device_cents';
select is(pg_temp.plan('owner', '1000'), 'over_cap 100000 07xx..126 profit', 'the cap is that of a new device');
select finish(); rollback;
