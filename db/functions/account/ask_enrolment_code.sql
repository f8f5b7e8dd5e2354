-- Sends a code by SMS to the person's own phone. They need it before they set up their first app.
-- Locks: as accounts.send_code. Repeat: sends a newer code, or too_often. Source: docs/decisions/sign-in.md.
create or replace function account.ask_enrolment_code(p_session bytea, p_code_hash bytea, p_code_sealed bytea)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.half_signed_in_user(p_session => p_session);
  v_outcome text := 'set_up';
begin
  if not exists (select from accounts.second_factors s where s.user_id = v_user_id and s.confirmed_at is not null) then
    -- Counted over all browsers: anyone who has the password can make "known" ones.
    v_outcome := accounts.send_code(p_user_id => v_user_id, p_purpose => 'second_factor', p_amount_cents => null,
      p_destination => null, p_code_hash => p_code_hash, p_code_sealed => p_code_sealed, p_device => null);
  end if;
  perform audit.note_refusal(p_action => 'ask_enrolment_code', p_subject => 'accounts.users:' || v_user_id,
    p_after => jsonb_build_object('outcome', v_outcome));
  return v_outcome;
end $$;
comment on function account.ask_enrolment_code is
  'Outcome sent, too_often or set_up (they have an app); the last two send nothing. Raises LFA60 (not signed in).';
