-- Lists the journals of a payment with their legs and holds, with what credit paid and what was kept as change, the
-- journals that correct them, the refunds and the fare that it was moved to, for pages of staff.
create or replace function ledger.journals_about(p_reference text, p_zone text) returns jsonb language sql stable as $$
  with of_it as (
    select j.* from ledger.journals j where j.kind in ('fare', 'suspense', 'credit_payment', 'change')
       and j.reference in (p_reference, p_reference || '-2')),
  every as (select o.* from of_it o
            union select c.* from of_it o join ledger.journals c on c.corrects_journal_id = o.journal_id
            union select c.* from fares.refunds r join ledger.journals c using (journal_id)
             where r.receipt in (p_reference, p_reference || '-2'))
  select coalesce(jsonb_agg(jsonb_build_object('journal_id', j.journal_id, 'kind', j.kind, 'reason', j.reason,
      'corrects', j.corrects_journal_id, 'business_on', j.business_on, 'at', j.posted_at at time zone p_zone,
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('wallet', w.kind, 'owner', o.name, 'plate', v.plate,
                 'purpose', s.purpose, 'cents', e.amount_cents) order by e.amount_cents, s.sub_wallet_id), '[]')
                 from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
                 join ledger.wallets w on w.wallet_id = s.wallet_id
                 left join fleet.owners o on o.owner_id = w.owner_id
                 left join fleet.vehicles v on v.vehicle_id = w.vehicle_id where e.journal_id = j.journal_id),
      'holds', (select coalesce(jsonb_agg(jsonb_build_object('cents', h.cents, 'held_at', h.held_at at time zone p_zone,
                  'released_at', h.released_at at time zone p_zone, 'reason', h.reason,
                  'release_reason', h.release_reason) order by h.held_at), '[]')
                  from (select sum(q.amount_cents)::bigint as cents, min(q.held_at) as held_at, q.released_at,
                               q.reason, q.release_reason from ledger.holds q where q.journal_id = j.journal_id
                         group by q.released_at, q.reason, q.release_reason) h)) order by j.journal_id), '[]')
    from every j
$$;
comment on function ledger.journals_about is
  'journal_id, kind, reason, corrects, business_on, at, legs (wallet, owner, plate, purpose, cents) and holds (cents, '
  'held_at, released_at, reason, release_reason), oldest first; [] for an unknown reference. Raises nothing.';
