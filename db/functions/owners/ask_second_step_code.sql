-- No app yet: before one is set up, the person's own phone says that it is theirs. A code goes there.
-- Source: decision 0091. Locks: as security.send_code. Repeat: a newer code, or too often.
create or replace function owners.ask_second_step_code(
  p_session     bytea,   -- sha256 of the browser's token
  p_code_hash   bytea,   -- keyed hash of the digits
  p_code_sealed bytea    -- the digits, sealed
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.half_signed_in_user(p_session => p_session);
  v_outcome text := 'set_up';
begin
  if not exists (select from security.second_steps s where s.user_id = v_user_id and s.confirmed_at is not null) then
    -- Counted over all browsers: whoever has the password makes as many "known" ones as they like.
    v_outcome := security.send_code(p_user_id => v_user_id, p_purpose => 'second_step', p_amount_cents => null, p_destination => null,
                                    p_code_hash => p_code_hash, p_code_sealed => p_code_sealed, p_device => null);
  end if;
  perform security.note_refusal(p_action => 'ask_second_step_code', p_subject => 'security.users:' || v_user_id,
                                p_after => jsonb_build_object('outcome', v_outcome));
  return v_outcome;
end $$;
comment on function owners.ask_second_step_code(bytea, bytea, bytea) is
  'Outcome sent, too_often (nothing was sent; an earlier code may still be good) or set_up (there is an app already; nothing was sent). Raises LFA60 (not signed in).';
