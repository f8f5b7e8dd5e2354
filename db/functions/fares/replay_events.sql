-- Lists, in the order in which they were posted, the fares that paid into a vehicle's wallet from a market day on, and
-- what was given back of its fares since. Fares of older days that were posted after the first of these belong to it:
-- they met the pots as they were then.
create or replace function fares.replay_events(p_wallet_id bigint, p_from date)
returns table (journal_id bigint, receipt text, split_rule_id bigint, business_on date, fare_on date, is_fare boolean,
               is_given_back boolean, paid_at timestamptz, cents bigint, parts jsonb, owed jsonb)
language sql stable as $$
  with vehicle as (select w.vehicle_id, fares.wallet_rules(p_wallet_id => p_wallet_id) as rule_ids
                     from ledger.wallets w where w.wallet_id = p_wallet_id),
  recent as materialized (
    select f.* from vehicle v join fares.fares f on f.vehicle_id = v.vehicle_id
     where f.business_on >= p_from - 31 and f.split_rule_id = any (v.rule_ids)),
  ours as materialized (
    select f.* from recent f where f.business_on >= p_from
        or f.journal_id > (select min(q.journal_id) from recent q where q.business_on >= p_from)),
  back as materialized (
    select b.journal_id, b.refund_id, f.receipt, f.split_rule_id, f.business_on as fare_on, f.paid_at,
           b.amount_cents as cents
      from vehicle v cross join fares.refunds b join fares.fares f using (receipt)
     where b.made_at >= p_from::timestamptz - interval '1 day' and f.split_rule_id = any (v.rule_ids)
     union all
    select c.journal_id, null, f.receipt, f.split_rule_id, f.business_on, f.paid_at, f.amount_cents
      from ours f join ledger.journals c on c.corrects_journal_id = f.journal_id
     where not exists (select from fares.refunds b where b.journal_id = c.journal_id))
  select o.journal_id, o.receipt, o.split_rule_id, o.business_on, o.business_on, true,
         o.receipt in (select b.receipt from back b), o.paid_at, o.amount_cents, null::jsonb, null::jsonb
    from ours o
   union all
  select b.journal_id, b.receipt, b.split_rule_id, j.business_on, b.fare_on, false, false, b.paid_at, b.cents,
         p.parts, p.owed
    from back b join ledger.journals j using (journal_id)
   cross join lateral (
     select jsonb_object_agg(case w.kind when 'commission' then 'fee' else s.purpose end, p.part_cents) as parts,
            jsonb_object_agg(case w.kind when 'commission' then 'fee' else s.purpose end, p.owed_cents) as owed
       from fares.refund_parts p join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
      where p.refund_id = b.refund_id) p
   where j.business_on >= p_from
   order by 1
$$;
comment on function fares.replay_events is 'One row for each journal: the fare, or (not is_fare) what was given back '
  'of it: fare_on: the fare''s own day; is_given_back: there is such a row for this fare; parts and owed (of it, what '
  'became a debt): by purpose, fee for our commission, of a refund. Raises nothing.';
