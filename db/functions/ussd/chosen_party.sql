-- The party that was chosen in this session, as long as the phone's person may withdraw for it.
-- Source: docs/decisions/payouts.md. Locks: none. Repeat: reads only.
create or replace function ussd.chosen_party(p_session ussd.ussd_sessions)
returns table (user_id bigint, party_kind text, party_id bigint) language sql stable as $$
  select p.user_id, p.party_kind, p.party_id from ussd.payout_parties(p_phone_hash => p_session.phone_hash) p
   where p.party_kind = p_session.context #>> '{party,kind}'
     and p.party_id = (p_session.context #>> '{party,id}')::bigint
$$;
comment on function ussd.chosen_party is 'One row; none once the role has ended. Raises nothing.';
