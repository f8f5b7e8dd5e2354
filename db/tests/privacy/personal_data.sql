begin; select plan(13);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ref1', :vehicle_id, 6000, 'pushed') as account_ref \gset
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '60', :'account_ref')) \g /dev/null
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, input)
  values ('s1', sha256('ref1'), '*384#', 'sw', 'start', '4628*1');
insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('ref1'));
select privacy.personal_data(p_phone_hash => sha256('ref1')) as held \gset
select is(:'held'::jsonb #>> '{payments,0,receipt}', 'QAA0000001', 'payments');
select is(:'held'::jsonb #>> '{menus,0,typed}', '4628*1', 'what was typed in menus');
select is(:'held'::jsonb #>> '{messages_of_the_operator,0,body_sealed}', '\x01', 'the operator''s messages, sealed');
select is(:'held'::jsonb #>> '{phone,phone_sealed}', '\x01', 'the phone number, sealed');
select is(jsonb_array_length(:'held'::jsonb -> 'pilot'), 1, 'the pilot entry');
select mobile_money.store_rejected(p_kind => 'c2b_confirmation', p_outcome => 'quarantine', p_receipt => 'QAA0000002',
  p_reason => 'bad amount', p_payment_ref => null,
  p_payer_hash => sha256('ref1'), p_body_sealed => '\x5ea2', p_body_sha256 => sha256('c')) \g /dev/null
select is(privacy.personal_data(p_phone_hash => sha256('ref1')) #>> '{messages_of_the_operator,-1,body_sealed}',
  '\x5ea2', 'also messages in quarantine');
select is((select string_agg(key || value::text, ' ' order by key)
  from jsonb_each(privacy.personal_data(p_phone_hash => sha256('who')) - 'phone' - 'account' - 'owner')),
  'credit[] credit_uses[] crew_phone_of[] disputes[] menus[] messages_of_the_operator[] payments[] '
  'payout_destinations[] payouts[] pilot[] pilot_proposals[] pilot_stops[] points[] prompts[] refunds[] shortfalls[] '
  'sms_to_us[] sms_waiting[] vendor[] wrong_crew_pins[]',
  'nothing about an unknown phone');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('out'), '\x01', '126')
  returning user_id \gset
update accounts.users set disabled_at = now(), disabled_by = :user_id, disabled_why = 'simu imeibwa'
  where user_id = :user_id;
select is(privacy.personal_data(sha256('out')) #>> '{account,disabled_why}', 'simu imeibwa', 'why it was disabled');
create function pg_temp.definitions() returns text language sql as $$
  select pg_get_functiondef('privacy.personal_data(bytea)'::regprocedure)
         || pg_get_functiondef('privacy.payouts_about(bytea)'::regprocedure)
         || pg_get_functiondef('fares.refunds_of(bytea)'::regprocedure)
         || pg_get_functiondef('loyalty.movements_of(bytea)'::regprocedure) $$;
select is_empty($$ select c.table_name from privacy.phone_columns() c
  where pg_temp.definitions() !~ format('%s\.%s ', c.schema_name,
  c.table_name) $$, 'no table with a phone''s hash is left out');
select is_empty($$ select c.sealed_column from privacy.sealed_columns() c
  where c.column_name not in ('secret_sealed', 'token_sealed', 'checkout_sealed', 'bytes_sealed')
  and pg_temp.definitions() !~ format('%s\.%s ', c.schema_name,
  c.table_name) $$, 'no sealed column is left out, but for the app''s secret, the operator''s ids and files that wait '
  'to be read');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('ref1'), '\x01', '126')
  returning user_id \gset
select accounts.ensure_user(p_phone_hash => sha256('maker'), p_phone_sealed => '\x01', p_last3 => '127',
  p_name_sealed => null, p_sacco_id => null) as maker_id \gset
select access.propose_grant(p_made_by => :maker_id, p_user_id => :user_id, p_role => 'auditor', p_scope_id => null,
  p_valid_from => null, p_valid_to => null, p_reason => 'reads our books') \g /dev/null
select accounts.notify_person(p_user_id => :user_id, p_key => 'sms_second_factor_changed');
select privacy.personal_data(p_phone_hash => sha256('ref1')) as held \gset
select is(:'held'::jsonb #>> '{account,role_changes,0,reason}', 'reads our books', 'proposals about it, and why');
select is(:'held'::jsonb #>> '{account,audit_log,0,subject}', 'accounts.users:' || :user_id, 'the audit log about it');
select matches(:'held'::jsonb #>> '{sms_waiting,-1,text}', '^Lipa Fare: programu', 'SMS that wait to be sent');
select finish(); rollback;
