begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.preview(p_phone text) returns jsonb language sql
  as $$ select privacy.preview_erasure(p_phone_hash => sha256(p_phone::bytea)) $$;
select is(pg_temp.preview('who') -> 'blockers', '["unknown"]', 'an unknown phone is a blocker');
select pg_temp.intent('ref1', :vehicle_id, 6000, 'pushed') as account_ref \gset
select is(pg_temp.preview('ref1') -> 'blockers', '["unfinished"]', 'so is a payment on its way');
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '60', :'account_ref',
  p_payer_hash => sha256('ref1'))) \g /dev/null
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, input)
  values ('s1', sha256('ref1'), '*384#', 'sw', 'start', '4628*1');
insert into messaging.inbound (provider_id, phone_hash, phone_last3, text_sealed)
  values ('m1', sha256('ref1'), '126', '\x5ea1');
select is(pg_temp.preview('ref1'), jsonb_build_object('blockers', '[]'::jsonb, 'figures', jsonb_build_object('payments',
  1, 'cents', 6000, 'messages', 1, 'menus', 1, 'sms', 1 + (select count(*) from messaging.outbox where topic = 'sms'
  and payload ->> 'phone_hash' = encode(sha256('ref1'), 'hex')), 'sessions', 0, 'proposals', 0, 'accounts', 0)),
  'the preview shows what goes and what stays');
select is(privacy.erase_phone(p_phone_hash => sha256('ref1'), p_by => 'user:1', p_reason => 'asked by letter') -
  'unlinked', '{"outcome": "erased", "messages": 1, "sessions": 1, "sms": 1}', 'the erasure does what was shown');
select is(pg_temp.preview('ref1') -> 'blockers', '["unknown"]', 'afterwards the phone is unknown');
select is(pg_temp.preview('phone of owner') -> 'blockers', '["holds_role"]', 'a person with a role is blocked');
select finish(); rollback;
