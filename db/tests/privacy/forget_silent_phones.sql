begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3, first_seen_at)
select sha256(n::text::bytea), '\x01', '126', now() - interval '401 days' from generate_series(1, 5) n;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3, first_seen_at)
  values (sha256('young'), '\x01', '126', now() - interval '399 days');
select pg_temp.intent('paid', :vehicle_id, 6000, 'paid') \g /dev/null
update privacy.phones set first_seen_at = now() - interval '401 days' where phone_hash = sha256('paid');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('1'), '\x01', '126');
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, last_at, ended_at)
  values ('s', sha256('2'), '*384#', 'sw', 'start', now(), now());
insert into messaging.inbound (provider_id, phone_hash, text_sealed) values ('m', sha256('3'), '\x01');
select is(privacy.forget_silent_phones(p_until => now() - interval '400 days', p_from => '\xff', p_limit => 100),
  0::bigint, 'no phone has a hash after that');
select is(privacy.forget_silent_phones(p_until => now() - interval '400 days', p_from => '', p_limit => 100), 2::bigint,
  'two are old and have no other rows');
select set_eq($$ select phone_hash from privacy.phones $$,
  $$ values (sha256('1')), (sha256('2')), (sha256('3')), (sha256('young')), (sha256('paid')) $$,
    'an account, a session, a message, a payment or a late first use keeps the others');
delete from ussd.ussd_sessions; delete from messaging.inbound;
select is(privacy.forget_silent_phones(p_until => now() - interval '400 days', p_from => sha256('3'), p_limit => 1),
  1::bigint, 'it looks at the given number, from the given hash on');
select is(privacy.forget_silent_phones(p_until => now() - interval '400 days', p_from => '', p_limit => 100), 1::bigint,
  'when the other rows are deleted, the phones go, too');
select finish(); rollback;
