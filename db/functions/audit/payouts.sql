-- Money out, one row for each request. Source: docs/decisions/payouts.md.
create or replace view audit.payouts as
select p.payout_ref, coalesce(o.name, s.name, p.party_kind || ':' || p.party_id) as owner,
       (select case count(*) when 1 then min(g.sub_wallet_id) end from payouts.legs g
         where g.payout_id = p.payout_id) as sub_wallet_id,
       p.amount_cents, p.state, p.requested_by, p.approved_by, p.sent_at, p.finished_at, p.receipt, p.attempts,
       p.kind, p.channel, p.fee_cents, p.requested_at, p.approved_at, p.result_code, p.reason, p.waits_for,
       (select array_agg(g.sub_wallet_id order by g.sub_wallet_id) from payouts.legs g
         where g.payout_id = p.payout_id) as sub_wallet_ids, p.hold_journal_id, p.end_journal_id
  from payouts.payouts p
  left join fleet.owners o on p.party_kind = 'owner' and o.owner_id = p.party_id
  left join fleet.saccos s on p.party_kind = 'sacco' and s.sacco_id = p.party_id;
comment on view audit.payouts is
  'Payouts in cents: amount_cents arrives, fee_cents is on top. requested_by, approved_by: user_id; null: by rule, or '
  'none needed. sub_wallet_id: where the money came from, null if from several (sub_wallet_ids). state: see '
  'payouts.states.';
