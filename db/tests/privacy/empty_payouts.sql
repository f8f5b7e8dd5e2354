begin; select plan(5);
\ir ../fixtures/money_out.psql
insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
  usable_from) values ('user', :maker, 'paybill', 'Bank', '247247', '\x0c', '4321', :maker, now()),
                      ('owner', :owner_id, 'paybill', 'Bank', '247247', '\x0d', '4322', :maker, now());
select payouts.open(p_payout => jsonb_populate_record(null::payouts.payouts, jsonb_build_object('kind', 'withdrawal',
    'party_kind', 'user', 'party_id', :maker, 'requested_by', :maker, 'channel', 'paybill', 'short_code', '247247',
    'destination_id', (select min(destination_id) from payouts.destinations), 'account_sealed', '\x0c', 'tail', '4321',
    'amount_cents', 10000, 'fee_cents', 0, 'currency', 'KES', 'needs_approval', false)),
  p_sub_wallet_ids => array[:profit], p_cents => array[10000]) as payout_id \gset
select is(privacy.erasure_blockers(p_phone_hash => sha256('maker')), 'unfinished',
  'nobody is forgotten while a payout that they asked for is open, wherever it goes');
select payouts.take_result(:payout_id, 'paid', '0', 'QOUT000001', 10000, null) \g /dev/null
insert into payouts.vendors (kind, name, channel, short_code, tail, phone_hash, phone_sealed, phone_last3, made_by)
values ('fuel', 'Yaya Fuel', 'till', '654321', '4321', sha256('maker'), '\x0e', '126', :checker);
select privacy.empty_payouts(p_phone_hash => sha256('maker')) \g /dev/null
select is((select account_sealed from payouts.payouts where payout_id = :payout_id), ''::bytea,
  'the account of their bank is gone');
select is(array(select (account_sealed, removed_at is null)::text from payouts.destinations order by destination_id),
  array['("\\x",f)', '("\\x0d",t)'], 'and their destination, but none of a party that they only acted for');
select is((select (phone_sealed, phone_last3)::text from payouts.vendors where name = 'Yaya Fuel'), '("\\x",000)',
  'and the number of a vendor');
select is((select count(*) from payouts.payouts where phone_sealed = ''), 0::bigint, 'nothing of others');
select finish(); rollback;
