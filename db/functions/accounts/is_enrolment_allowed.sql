-- May this session set up an app? A password is not enough: a code that only the person can have was right in it.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.is_enrolment_allowed(p_session bytea) returns boolean -- sha256 of the token
language sql stable as $$
  select exists (select from accounts.sessions s where s.session_hash = p_session
    and s.may_enrol_until > clock_timestamp())
$$;
comment on function accounts.is_enrolment_allowed is
  'Whether a code by SMS, a recovery code or one of the old app was right a short while ago. Raises nothing.';
