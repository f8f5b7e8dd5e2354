-- Screen crew_check: what a passenger said, as typed. The answer stands above the same screen, for the next passenger.
-- Locks: see fares.check_word. Repeat: the code was shown before. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_crew_check(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_crew jsonb := p_session.context -> 'crew';
begin
  perform audit.name_actor(p_user_id => (v_crew ->> 'user_id')::bigint);
  p_session.context := p_session.context || jsonb_build_object('hint', fares.check_sentence(p_lang => p_session.lang,
    p_card => fares.check_word(p_vehicle_id => (v_crew ->> 'vehicle_id')::bigint, p_text => p_key,
                               p_user_id => (v_crew ->> 'user_id')::bigint, p_at => p_at)));
  return p_session;
end $$;
comment on function ussd.answer_crew_check is 'The session on the same screen, under the sentence. Raises nothing.';
