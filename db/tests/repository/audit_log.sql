-- What an auditor must find in audit.changes: grants, new people, refused actions, edited settings.
begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.seen(p_action text, p_subject text) returns bigint language sql as $$
  select count(*) from audit.changes where action = p_action and subject like p_subject $$;
select cmp_ok(pg_temp.seen('insert', 'access.role_grants:%'), '>=', 3::bigint, 'a grant');
update access.role_grants set valid_to = clock_timestamp() + interval '1 day';
select cmp_ok(pg_temp.seen('update', 'access.role_grants:%'), '>=', 3::bigint, 'the end of a grant');
select cmp_ok(pg_temp.seen('insert', 'accounts.users:%'), '>=', 3::bigint, 'a new person');
select ops.retry_outbox(p_session => sha256('owner'), p_outbox_id => '1') \g /dev/null
select is((select actor from audit.changes where action = 'refused' order by change_id desc limit 1),
  (select 'user:' || user_id from accounts.users where phone_hash = sha256('phone of owner')),
    'a refused action, with the person who tried it');
update config.settings set value = '4' where setting = 'sign_in_tries';
select is((select (before ->> 'value') || ' to ' || (after ->> 'value') from audit.changes
            where subject = 'config.settings:sign_in_tries' order by change_id desc limit 1), '5 to 4',
  'an edited setting, with the old and the new value');
select is_empty($$ select c.subject from audit.changes c where coalesce(c.before, '{}')
        || coalesce(c.after, '{}') ?| array['phone_sealed', 'phone_hash', 'name_sealed', 'password_verifier',
        'password_salt'] $$, 'no value that is sealed or secret');
select finish(); rollback;
