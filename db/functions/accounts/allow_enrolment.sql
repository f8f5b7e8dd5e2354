-- Something that only the person has was right in this session: it may set up an app, for as long as an offered secret
-- stays the same.
-- Only the newest such session may: whoever got hold of one code, and waits, would else read the secret that the person
-- sets up later.
-- Source: docs/decisions/sign-in.md. Locks: the person's second step while it is not confirmed, then their sessions
-- that may. Repeat: from now on anew.
create or replace function accounts.allow_enrolment(
  p_session bytea   -- sha256 of the browser's token
) returns void
language sql as $$
  delete from accounts.second_factors s using accounts.sessions mine
   where mine.session_hash = p_session and s.user_id = mine.user_id and s.confirmed_at is null;
  update accounts.sessions s
     set may_enrol_until = case when s.session_hash = p_session then clock_timestamp()
           + config.setting(p_setting => 'second_factor_offer_minutes')::int * interval '1 minute' end
    from accounts.sessions mine
   where mine.session_hash = p_session and s.user_id = mine.user_id
     and (s.session_hash = p_session or s.may_enrol_until is not null)
$$;
comment on function accounts.allow_enrolment is
  'Lets a session set up an app for second_factor_offer_minutes, and no other session of that person any more; a '
  'secret offered before is void. Raises nothing.';
