-- Screen payout_party: for whom to withdraw, five on a page, then 6 for more. The list is that of when it was shown,
-- so that a digit means what was read beside it; ussd.chosen_party says whether it is still allowed.
-- Source: docs/decisions/payouts.md. Locks: none. Repeat: the same.
create or replace function ussd.answer_payout_party(p_session ussd.ussd_sessions, p_key text)
returns ussd.ussd_sessions language plpgsql stable as $$
declare
  v_page  constant int   := (p_session.context ->> 'page')::int;
  v_list  constant jsonb := p_session.context -> 'parties';
  v_party constant jsonb := case when p_key ~ '^[1-5]$' then v_list -> (5 * v_page - 6 + p_key::int) end;
begin
  return case
    when v_party is not null
      then ussd.forward(p_session => p_session, p_state => 'payout', p_choices => jsonb_build_object('party', v_party))
    when p_key = '6' and jsonb_array_length(v_list) > 5 * v_page
      then ussd.forward(p_session => p_session, p_state => 'payout_party',
                        p_choices => jsonb_build_object('page', v_page + 1))
    else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end;
end $$;
comment on function ussd.answer_payout_party is
  'The session on screen payout or the next page, or on this one with a hint. Raises nothing.';
