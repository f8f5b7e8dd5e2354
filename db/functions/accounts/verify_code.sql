-- Verifies a one-time code: is it the one that was sent, for this very action? Guesses are counted over all browsers,
-- addresses and codes together, so a new code brings no new guesses. Browsers in which the person has signed in are
-- counted apart. A code is right only where it was asked for: in that browser, or in unknown ones. Who has no guess
-- left is told by accounts.are_guesses_spent; many people with wrong guesses raise an alarm.
-- Locks: the person's row, so that concurrent guesses are verified one by one.
-- Repeat: a code is right once. Wrong ones are counted, so they are outcomes. Source: docs/decisions/sign-in.md.
create or replace function accounts.verify_code(
  p_user_id      bigint,
  p_purpose      text,
  p_amount_cents bigint,   -- what the action moves; null: nothing
  p_destination  text,     -- null: none
  p_code_hash    bytea,    -- keyed hash of the digits that were typed
  p_device       bytea     -- sha256 of the browser's device token; null: it has none
) returns text language plpgsql as $$
declare
  v_newest accounts.one_time_codes;
  v_device bigint := (select d.device_id from accounts.devices d
                       where d.user_id = p_user_id and d.device_hash = p_device);
begin
  perform from accounts.users u where u.user_id = p_user_id for no key update;
  if accounts.are_guesses_spent(p_user_id => p_user_id, p_purpose => p_purpose, p_device_id => v_device) then
    return 'spent';
  end if;
  select c.* into v_newest from accounts.one_time_codes c
   where c.user_id = p_user_id and c.purpose = p_purpose and c.expires_at > clock_timestamp()
     and c.asked_from is not distinct from v_device order by c.code_id desc limit 1;
  if v_newest.code_id is null or v_newest.used_at is not null then
    return 'wrong';
  end if;
  if v_newest.code_hash is distinct from p_code_hash or v_newest.amount_cents is distinct from p_amount_cents
     or v_newest.destination is distinct from p_destination then
    update accounts.one_time_codes c set tries = c.tries + 1, tried_at = clock_timestamp()
     where c.code_id = v_newest.code_id;
    perform accounts.watch_guesses();
    return 'wrong';
  end if;
  update accounts.one_time_codes c set used_at = clock_timestamp() where c.code_id = v_newest.code_id;
  return 'right';
end $$;
comment on function accounts.verify_code is 'right (and used up), wrong (no such code, another amount, destination or '
  'browser, or used before) or spent (too many guesses; not compared). Raises nothing.';
