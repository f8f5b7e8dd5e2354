begin; select plan(8);
\ir ../fixtures/configured.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
create function pg_temp.apply(p_kind text, p_subject text, p_value jsonb, p_phone bytea default null) returns void
language sql as $$
  select config.apply_decision(p_decided_by => pg_temp.id('finance'), p_change => jsonb_populate_record(
    null::config.config_changes, jsonb_build_object('kind', p_kind, 'subject', p_subject, 'value_after', p_value,
      'phone_hash', p_phone, 'reason', 'asked by letter', 'made_by', pg_temp.id('ops')))) $$;
select pg_temp.apply('setting', 'ussd_min_cents', '{"value": "2000"}'),
  pg_temp.apply('assignment', 'TKS0000001', jsonb_build_object('vehicle_id', :'vehicle_id')),
  pg_temp.apply('erasure', 'person', '{"erased": "yes"}', sha256('rider')) \g /dev/null
select is(config.setting('ussd_min_cents'), '2000', 'a setting changes');
select is((select (state, vehicle_id, assigned_by)::text from mobile_money.payments), ('placed', :vehicle_id,
  'user:' || pg_temp.id('finance'))::text, 'a payment goes to its vehicle, and counts for no cap of the maker');
select is_empty($$ select from privacy.phones where phone_hash = sha256('rider') $$, 'a person is erased');
select is((select array_agg(action || ' ' || (after ->> 'outcome') order by change_id) from audit.change_log
  where action in ('assign_suspense', 'erase_person')), array['assign_suspense placed', 'erase_person erased'],
  'the audit log has both');
select throws_ok($$ select pg_temp.apply('erasure', 'person', '{"erased": "yes"}', sha256('rider')) $$, 'LFC76', null,
  'what can''t be done any more is refused');
select throws_ok($$ select pg_temp.apply('assignment', 'TKS9999999', '{"vehicle_id": "1"}') $$, 'LFC76', null,
  'so is a payment that is not there');
select pg_temp.confirm(pg_temp.incoming('TKS0000002')), pg_temp.confirm(pg_temp.incoming('TKS0000003',
  p_account => 'nowhere')) \g /dev/null
select throws_ok(format($$ select pg_temp.apply('assignment', %L, '{"vehicle_id": "-1"}') $$, t.receipt), 'LFC76', null,
  t.sentence || ' is refused') from (values ('TKS0000002', 'a payment that has its vehicle'),
  ('TKS0000003', 'a vehicle without a rule')) t(receipt, sentence);
select finish(); rollback;
