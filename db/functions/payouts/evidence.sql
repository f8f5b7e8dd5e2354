-- Shows all that a second person needs to decide about a payout: who, whose money, how much, where to and since when
-- that is known, the pots before and after, the last payouts of that party, and what is unusual.
create or replace function payouts.evidence(p_payout payouts.payouts, p_user_id bigint, p_zone text) returns jsonb
language sql stable as $$
  select payouts.card(p_payout => p_payout, p_zone => p_zone) || jsonb_build_object(
    'party_kind', p_payout.party_kind, 'mine', p_payout.requested_by = p_user_id,
    'maker', accounts.actor_card(p_actor => 'user:' || p_payout.requested_by),
    'own_phone', p_payout.destination_id is null,
    'known_since', coalesce(
      (select d.added_at from payouts.destinations d where d.destination_id = p_payout.destination_id),
      (select u.created_at from accounts.users u where u.user_id = p_payout.requested_by)) at time zone p_zone,
    'sim', payouts.sim_card(p_payout_id => p_payout.payout_id, p_zone => p_zone),
    'unusual', to_jsonb(payouts.unusual(p_payout => p_payout)),
    'legs', (select coalesce(jsonb_agg(jsonb_build_object('plate', v.plate, 'purpose', s.purpose,
                      'cents', g.amount_cents, 'after_cents', b.balance_cents,
                      'before_cents', b.balance_cents + g.amount_cents) order by v.plate, s.purpose), '[]')
               from payouts.legs g join ledger.sub_wallets s using (sub_wallet_id)
               join ledger.wallets w using (wallet_id) join fleet.vehicles v using (vehicle_id)
               join ledger.balances(p_asof => null, p_sub_wallet_ids => array(
                      select q.sub_wallet_id from payouts.legs q where q.payout_id = p_payout.payout_id)) b
                    using (sub_wallet_id) where g.payout_id = p_payout.payout_id),
    'before', (select coalesce(jsonb_agg(payouts.card(p_payout => h.p, p_zone => p_zone)
                                         order by (h.p).payout_id desc), '[]')
                 from (select p from payouts.payouts p where p.party_kind = p_payout.party_kind
                          and p.party_id = p_payout.party_id and p.payout_id <> p_payout.payout_id
                        order by p.payout_id desc limit 10) h))
   where p_payout.payout_id is not null
$$;
comment on function payouts.evidence is 'payouts.card, maker, mine (asked for by who looks), own_phone, known_since, '
  'sim (see payouts.sim_card), unusual (see payouts.unusual), legs (plate, purpose, cents, before_cents: with the '
  'money that is set aside, after_cents: without), before (the last 10 of that party); null for nothing. Raises '
  'nothing.';
