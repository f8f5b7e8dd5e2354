-- May this session set up an app? A password alone may not: something else that only the person has must have been
-- right in it.
-- Source: docs/decisions/sign-in.md. Locks: none. Repeat: reads only.
create or replace function accounts.is_enrolment_allowed(
  p_session bytea   -- sha256 of the browser's token
) returns boolean
language sql stable as $$
  select exists (select from accounts.sessions s where s.session_hash = p_session
    and s.may_enrol_until > clock_timestamp())
$$;
comment on function accounts.is_enrolment_allowed is
  'Whether a code by SMS, a recovery code or one from the old app was right in this session a short while ago. '
  'Raises nothing.';
