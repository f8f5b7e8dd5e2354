begin; select plan(4);
\ir ../fixtures/money_out.psql
select pg_temp.open_payout(p_cents => 10000) as id \gset
insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
  usable_from) values ('owner', :owner_id, 'paybill', 'Bank', '247247', '\x0c', '4321', :maker, now());
select privacy.payouts_about(p_phone_hash => sha256('maker')) as held \gset
select is(:'held'::jsonb #>> '{payouts,0,cents}', '10000', 'what a person asked for');
select is(:'held'::jsonb #>> '{payout_destinations,0,account_sealed}', '\x0c', 'where it may go, sealed');
select is(privacy.payouts_about(p_phone_hash => '\x01') #>> '{payouts,0,phone_sealed}', '\x0a',
  'what went to a phone');
select is(privacy.payouts_about(p_phone_hash => sha256('checker'))::text,
  '{"vendor": [], "payouts": [], "payout_destinations": []}',
  'nothing of others');
select finish(); rollback;
