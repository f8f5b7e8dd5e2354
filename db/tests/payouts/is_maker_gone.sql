begin; select plan(7);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.is_gone(p_changed jsonb default '{}') returns boolean language sql as $$
  select payouts.is_maker_gone(p_payout => jsonb_populate_record(p, p_changed)) from payouts.payouts p $$;
select is(pg_temp.is_gone(), false, 'the owner acts for the owner');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('owner') and scope_kind = 'owner';
select is(pg_temp.is_gone(), true, 'not when the role has ended');
select is(pg_temp.is_gone('{"kind": "vendor"}'), true, 'a vendor is not paid either');
select is(pg_temp.is_gone('{"kind": "voucher"}'), false, 'the station has given its fuel');
select is(pg_temp.is_gone('{"party_kind": "user"}'), false, 'a crew''s share is their own');
select is(pg_temp.is_gone('{"requested_by": null}'), false, 'nobody asked');
select is(payouts.is_maker_gone(null), false, 'no payout');
select finish(); rollback;
