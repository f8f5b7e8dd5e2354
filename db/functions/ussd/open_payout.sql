-- Key 6, for owners, crew members and who acts for a SACCO: withdraws to this phone. Who may withdraw for several
-- parties chooses one first. Everybody else's 6 is a door code that does not exist.
-- Source: docs/decisions/payouts.md.
create or replace function ussd.open_payout(p_session ussd.ussd_sessions, p_at timestamptz)
returns ussd.ussd_sessions language sql stable as $$
  select case jsonb_array_length(l.parties)
           when 0 then case when p_session.state = 'start'
             then ussd.choose_vehicle(p_session => p_session, p_typed => '6', p_at => p_at)
             else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end
           when 1 then ussd.forward(p_session => p_session, p_state => 'payout',
                                    p_choices => jsonb_build_object('party', l.parties -> 0))
           else ussd.forward(p_session => p_session, p_state => 'payout_party',
                             p_choices => jsonb_build_object('parties', l.parties, 'page', 1)) end
    from (select coalesce(jsonb_agg(jsonb_build_object('kind', p.party_kind, 'id', p.party_id)), '[]') as parties
            from ussd.payout_parties(p_phone_hash => p_session.phone_hash) p) l
$$;
comment on function ussd.open_payout is 'The session on screen payout or payout_party, or for who may not withdraw on '
  'this screen with a hint. Raises nothing.';
