-- Shows what a party can take out: its pots with what is free and held, where it may go, what is on its way, the limits
-- of this person now, and, once an amount is given, the plan. Locks: none. Source: docs/decisions/payouts.md.
create or replace function payouts.withdrawal(
  p_user_id     bigint,
  p_session     bytea,
  p_party_kind  text,
  p_party_ids   bigint[],   -- for which this person may act
  p_party_id    bigint,     -- one of them
  p_purposes        text,       -- the last three as in payouts.plan_card
  p_amount      text,
  p_destination text
) returns jsonb language sql stable as $$
  with sources as materialized (
    select w.purpose, a.balance_cents, a.held_cents
      from payouts.withdrawable(p_party_kind => p_party_kind, p_party_ids => array[p_party_id]) w
      join ledger.available(p_sub_wallet_ids => array(select q.sub_wallet_id
             from payouts.withdrawable(p_party_kind => p_party_kind, p_party_ids => array[p_party_id]) q)) a
           using (sub_wallet_id))
  select jsonb_build_object('party', p_party_id::text, 'party_kind', p_party_kind, 'last3', u.phone_last3,
    'phone_hash', encode(u.phone_hash, 'hex'), 'now', clock_timestamp() at time zone z.zone,
    'parties', (select coalesce(jsonb_agg(jsonb_build_object('id', i::text, 'name',
                         access.scope_name(p_scope_kind => p_party_kind, p_scope_id => i)) order by i), '[]')
                  from unnest(p_party_ids) i),
    'purposes', (select coalesce(jsonb_agg(to_jsonb(g) order by g.purpose <> 'profit', g.purpose), '[]')
               from (select q.purpose, sum(greatest(q.balance_cents - q.held_cents, 0))::bigint as free_cents,
                            sum(q.held_cents)::bigint as held_cents from sources q group by q.purpose) g),
    'free_cents', (select coalesce(sum(greatest(q.balance_cents - q.held_cents, 0)), 0)::bigint from sources q),
    'held_cents', (select coalesce(sum(q.held_cents), 0)::bigint from sources q),
    'destinations', payouts.destination_cards(p_party_kind => p_party_kind, p_party_id => p_party_id,
                                              p_zone => z.zone),
    'frozen', payouts.is_frozen(p_party_kind => p_party_kind, p_party_id => p_party_id),
    'limits', jsonb_build_object('least_cents', config.setting(p_setting => 'payout_min_cents')::bigint,
      'alone_cents', config.setting(p_setting => 'payout_alone_cents')::bigint,
      'alone_day_cents', config.setting(p_setting => 'payout_alone_day_cents')::bigint,
      'cap_cents', accounts.daily_cap_cents(p_session => p_session, p_cap => 'payout_cap')),
    'open', (select coalesce(jsonb_agg(payouts.card(p_payout => p, p_zone => z.zone) order by p.payout_id), '[]')
               from payouts.payouts p join payouts.states s using (state)
              where not s.ends and p.party_kind = p_party_kind and p.party_id = p_party_id),
    'plan', payouts.plan_card(p_user_id => p_user_id, p_session => p_session, p_party_kind => p_party_kind,
      p_party_id => p_party_id, p_purposes => p_purposes, p_amount => p_amount, p_destination => p_destination))
    from accounts.users u cross join (select config.setting(p_setting => 'time_zone') as zone) z
   where u.user_id = p_user_id
$$;
comment on function payouts.withdrawal is 'party, parties (id, name), purposes (purpose, free_cents, held_cents), '
  'free_cents, held_cents, last3 and phone_hash of the own phone, destinations (see payouts.destination_cards), '
  'frozen, '
  'limits in cents, open (payouts on their way, see payouts.card), plan (see payouts.plan_card). Raises nothing.';
