-- Lets this session set up an app, after a code that only the person can have was right in it. Only the newest such
-- session may: a thief with one code would else wait and read the secret that the person sets up later.
-- Locks: the person's second factor while it is not confirmed, then their sessions that may. Repeat: starts anew.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.allow_enrolment(p_session bytea) returns void -- sha256 of the token
language sql as $$
  delete from accounts.second_factors s using accounts.sessions mine
   where mine.session_hash = p_session and s.user_id = mine.user_id and s.confirmed_at is null;
  update accounts.sessions s set may_enrol_until = case when s.session_hash = p_session then clock_timestamp()
           + config.setting(p_setting => 'second_factor_offer_minutes')::int * interval '1 minute' end
    from accounts.sessions mine where mine.session_hash = p_session and s.user_id = mine.user_id
     and (s.session_hash = p_session or s.may_enrol_until is not null)
$$;
comment on function accounts.allow_enrolment is
  'Allowed for second_factor_offer_minutes; a secret offered before is void. Raises nothing.';
