begin; select plan(6);
\ir ../fixtures/configured.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '127');
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
create function pg_temp.details() returns jsonb language sql as $$
  select config.proposal_details(p_change => c) from config.config_changes c order by c.change_id desc limit 1 $$;
select pg_temp.set('ops', 'ussd_min_cents', '2000') \g /dev/null
select is(pg_temp.details(), '{}', 'a setting says all by itself');
select pg_temp.config('ops', 'assignment', 'TKS0000001', jsonb_build_object('vehicle_id', :'vehicle_id')) \g /dev/null
select is(pg_temp.details(), '{"name": "TKS0000001", "cents": 6000, "plate": "KZZ 001A"}', 'a payment and its vehicle');
select pg_temp.config('ops', 'erasure', 'person', '{"erased": "yes"}', 'asked', sha256('rider')) \g /dev/null
select is(pg_temp.details() - 'figures', '{"name": "..127", "blockers": []}', 'the last digits of a person');
select is(pg_temp.details() -> 'figures', privacy.preview_erasure(sha256('rider')) -> 'figures', 'and what would go');
select pg_temp.decide_newest('finance', 'declined') \g /dev/null
select is(pg_temp.details(), '{"name": "..127"}', 'of a decided one only who it was');
select pg_temp.config('ops', 'transfer', :'vehicle_id', jsonb_build_object('owner_id', :'stranger_id'),
  'sold') \g /dev/null
select is(pg_temp.details() - 'buyer_last3' - 'seller', '{"name": "KZZ 001A", "buyer": "Baba Otieno"}',
  'a vehicle, its seller and its buyer');
select finish(); rollback;
