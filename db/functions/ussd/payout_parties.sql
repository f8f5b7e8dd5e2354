-- Lists for whom this phone's person may withdraw: their owners, their SACCOs, and themselves for the crew's part. The
-- phone is the one of their own account, and the roles are those that the pages ask for.
-- Source: docs/decisions/payouts.md. Locks: none. Repeat: reads only.
create or replace function ussd.payout_parties(p_phone_hash bytea)
returns table (user_id bigint, party_kind text, party_id bigint) language sql stable as $$
  select u.user_id, s.kind, p.id from accounts.users u
   cross join lateral (values
     (1, 'owner', access.scope_ids(p_user_id => u.user_id, p_function => 'owners.request_payout',
                                   p_scope_kind => 'owner')),
     (2, 'sacco', access.scope_ids(p_user_id => u.user_id, p_function => 'sacco.request_payout',
                                   p_scope_kind => 'sacco')),
     (3, 'user', payouts.crew_party(p_user_id => u.user_id, p_vehicle_ids => access.scope_ids(p_user_id => u.user_id,
                   p_function => 'crew.request_payout', p_scope_kind => 'vehicle')))) s(place, kind, ids)
   cross join lateral unnest(s.ids) p(id)
   where u.phone_hash = p_phone_hash order by s.place, p.id
$$;
comment on function ussd.payout_parties is 'Owners first, then SACCOs, then the crew''s part; none for everybody else. '
  'Raises nothing.';
