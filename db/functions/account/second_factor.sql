-- Returns what to ask after the password: the code of the app, or, the first time, a code by SMS and then to set up
-- the app. An offered secret stays the same for a while, so reloading the page doesn't spoil the scan.
-- Locks: the person's second factor while it is not confirmed. Repeat: the same secret while the offer lasts.
-- Source: docs/decisions/sign-in.md.
create or replace function account.second_factor(
  p_session       bytea,   -- sha256 of the browser's token
  p_secret_sealed bytea    -- a new random secret, to be offered if none is set up
) returns table (outcome text, lang text, last3 text, phone_hash bytea, secret_sealed bytea, step bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.half_signed_in_user(p_session => p_session);
  v_old     timestamptz := clock_timestamp()
    - config.setting(p_setting => 'second_factor_offer_minutes')::int * interval '1 minute';
begin
  insert into accounts.second_factors as s (user_id, secret_sealed)
  select v_user_id, p_secret_sealed where accounts.is_enrolment_allowed(p_session => p_session)
  on conflict (user_id) do update
    set secret_sealed = excluded.secret_sealed, offered_at = clock_timestamp()
    where s.confirmed_at is null and s.offered_at < v_old;
  return query
  -- A secret that is not confirmed is shown only to the session that may set it up.
  select case when s.confirmed_at is not null then 'code' when accounts.is_enrolment_allowed(p_session => p_session)
    then 'enrol' else 'phone' end,
         u.lang, u.phone_last3, u.phone_hash,
         case when s.confirmed_at is not null or accounts.is_enrolment_allowed(p_session => p_session)
           then s.secret_sealed end,
         floor(extract(epoch from clock_timestamp()) / 30)::bigint
    from accounts.users u left join accounts.second_factors s using (user_id) where u.user_id = v_user_id;
end $$;
comment on function account.second_factor is
  'One row: outcome phone (ask for a code by SMS first), enrol (show the secret) or code (ask for one), the sealed '
  'secret to compute codes from (null for phone), and the current half minute. Raises LFA60 (not signed in).';
