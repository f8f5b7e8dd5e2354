begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('known'), '\x01', '126');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('person'), '\x01', '126');
insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, payer_hash, short_code,
  first_seen_at) select 'Q' || n, 100, now(), 'suspense', 'paybill', sha256((case n when 2 then 'known' when 4
  then 'person' else 'who' || n end)::bytea), '400222', now() from generate_series(1, 4) n;
insert into mobile_money.mpesa_callbacks (kind, outcome, receipt, payer_hash, body_sha256, received_at)
  select 'c2b_confirmation', 'quarantine', 'Q' || n, sha256((case n when 2 then 'known' when 4 then 'person'
  else 'who' || n end)::bytea), sha256(('b' || n)::bytea), now() from generate_series(1, 4) n;
insert into mobile_money.mpesa_callbacks (kind, outcome, receipt, fields, next_attempt_at, body_sha256)
  select 'c2b_confirmation', 'pending', 'P' || n, jsonb_build_object('payer_hash', sha256((case n when 1 then 'who'
  else 'known' end)::bytea)), now(), sha256(('p' || n)::bytea) from generate_series(1, 2) n;
select is(privacy.unlink_unknown_payers(p_after => '', p_limit => 3), 'Q3', 'a batch of payments');
select is(privacy.unlink_unknown_payers(p_after => 'Q3', p_limit => 3), 'Q4', 'the next batch');
select privacy.unlink_unknown_payers(p_after => 'Q4', p_limit => 3) \g /dev/null
select is((select string_agg(receipt, ' ' order by receipt) from mobile_money.mpesa_callbacks
  where payer_hash is not null), 'Q2 Q4', 'payers of messages in quarantine are unlinked, too');
select is((select string_agg(receipt, ' ' order by receipt) from mobile_money.payments where payer_hash is not null),
  'Q2 Q4', 'known payers stay');
select is((select string_agg(receipt, ' ' order by receipt) from mobile_money.mpesa_callbacks
  where fields ? 'payer_hash'), 'P2', 'so are payers of pending messages');
select finish(); rollback;
