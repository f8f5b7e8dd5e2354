-- Verifies a code of the person's app. The web opens the sealed secret and computes what the app would show. The
-- database decides which of these is right now and was not used before (RFC 6238).
-- Locks: the person's second factor, so that concurrent guesses and replays are verified one by one.
-- Repeat: a code is right once. Source: docs/decisions/sign-in.md.
create or replace function accounts.verify_totp(
  p_user_id bigint,
  p_typed   text,     -- as the person typed it
  p_step    bigint,   -- the half minute that the codes are about
  p_codes   text[]    -- of the half minute before, that one and the next
) returns text language plpgsql as $$
declare
  v_factor  accounts.second_factors;
  v_now     timestamptz;
  v_current bigint;
  v_taken   bigint;
  v_tries   int := config.setting(p_setting => 'sign_in_tries')::int;
begin
  select s.* into v_factor from accounts.second_factors s where s.user_id = p_user_id for no key update;
  v_now := clock_timestamp();
  if v_factor.user_id is null or v_factor.locked_until > v_now then
    return case when v_factor.user_id is null then 'wrong' else 'paused' end;
  end if;
  -- By this clock, not by the web's: the web can't pass off tomorrow's code as today's.
  v_current := floor(extract(epoch from v_now) / 30)::bigint;
  select min(p_step + c.n - 2) into v_taken
    from unnest(p_codes[1:3]) with ordinality as c(code, n)
   where c.code = p_typed and c.code ~ '^[0-9]{6}$' and p_step + c.n - 2 between v_current - 1 and v_current + 1
     and p_step + c.n - 2 > v_factor.last_step;
  update accounts.second_factors s set last_step = coalesce(v_taken, s.last_step),
         failed_tries = case when v_taken is null and s.failed_tries + 1 < v_tries then s.failed_tries + 1 else 0 end,
         locked_until = case when v_taken is null and s.failed_tries + 1 >= v_tries
           then v_now + config.setting(p_setting => 'sign_in_pause_minutes')::int * interval '1 minute' end
   where s.user_id = p_user_id;
  return case when v_taken is null then 'wrong' else 'right' end;
end $$;
comment on function accounts.verify_totp is
  'right (and used up), wrong (or used before; counted) or paused (too many tries; not compared). Raises nothing.';
