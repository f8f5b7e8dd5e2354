-- Notes which answers of this request were or may be PINs, so that they are not stored: all answers to a screen that
-- asks for one; five digits on any other crew screen; and what was dropped unread and has four digits in a row.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.note_secrets(
  p_session ussd.ussd_sessions,
  p_keys    text[],   -- of this request
  p_state   text,     -- the screen they were the answer to
  p_read    int       -- how many of them were read
) returns ussd.ussd_sessions language plpgsql immutable as $$
begin
  -- Every answer was read, by a screen that asks for no secret and next to none that does.
  if p_read >= cardinality(p_keys) and p_state not in ('pin', 'pin_new', 'pin_again', 'payout_code')
     and p_state !~ '^crew_' and p_session.state !~ '^(crew_|pin)' then
    return p_session;
  end if;
  p_session.secret_at := p_session.secret_at || array(
    select cardinality(string_to_array(p_session.input, '*')) + k.n::int
      from (select fleet.clean_typed(p_text => t), n from unnest(p_keys) with ordinality as u(t, n)) as k(typed, n)
     where p_state in ('pin', 'pin_new', 'pin_again', 'payout_code') or (k.n > p_read and k.typed ~ '[0-9]{4}')
        or (k.typed ~ '^[0-9]{5}$' and (p_state ~ '^crew_' or p_session.state ~ '^(crew_|pin)')));
  return p_session;
end $$;
comment on function ussd.note_secrets is 'The session with secret_at grown by this request. Raises nothing.';
