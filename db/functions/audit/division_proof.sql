-- Checks how fares were divided, for audit.ledger_proof: each invariant with its number of faults, 0. Source:
-- docs/decisions/pots.md.
create or replace view audit.division_proof as
-- Each sub_wallet of the rule has its exact share to less than a cent (fares.split_amount), and no other has anything.
-- A pot has what it has (see below); the shares, or those above the crew's target, are of what pots left.
select 'fares that are not divided by their rule' as invariant, count(*) as faults
  from fares.fares f join fares.split_rules r using (split_rule_id),
       lateral (select least(f.amount_cents * r.commission_bps / 10000.0 + r.commission_fixed_cents, f.amount_cents)
                  as commission) c,
       lateral (select coalesce(sum(e.amount_cents), 0) as cents
                  from unnest(r.sub_wallet_ids, r.pot_cents) as s(id, pot)
                  join ledger.ledger_entries e on e.journal_id = f.journal_id and e.sub_wallet_id = s.id
                 where s.pot > 0) p
 where not exists (
   select from (values (r.shares_bps), (r.surplus_bps)) as b(bps) where b.bps is not null and not exists (
     select from (select e.sub_wallet_id, sum(e.amount_cents) as cents from ledger.ledger_entries e
                   where e.journal_id = f.journal_id group by e.sub_wallet_id) e
       full join (select r.trust_sub_wallet_id as sub_wallet_id, -f.amount_cents as exact
                  union all select r.commission_sub_wallet_id, c.commission
                  union all select s.id, (f.amount_cents - c.commission - p.cents) * s.bps / 10000
                              from unnest(r.sub_wallet_ids, b.bps, r.pot_cents) as s(id, bps, pot)
                             where coalesce(s.pot, 0) = 0) s using (sub_wallet_id)
      where case when e.sub_wallet_id in (select q.id from unnest(r.sub_wallet_ids, r.pot_cents) q(id, pot)
                                           where q.pot > 0) then e.cents <= 0
                 else s.sub_wallet_id is null or abs(coalesce(e.cents, 0) - s.exact) >= 1 end))
 union all
-- What fares by a rule with pots brought them, less what went back of those fares.
select 'pots that differ from their entries', count(*)
  from (select d.wallet_id, p.purpose, sum(p.got) as cents
          from fares.pot_days d, unnest(d.purposes, d.got_cents) as p(purpose, got) group by 1, 2) d
  full join (select r.pot_wallet_id as wallet_id, p.purpose, sum(e.amount_cents) as cents
               from fares.split_rules r
               join fares.fares f using (split_rule_id)
              cross join unnest(r.purposes, r.sub_wallet_ids, r.pot_cents) as p(purpose, id, pot)
              cross join lateral (
                select f.journal_id union select b.journal_id from fares.refunds b where b.receipt = f.receipt
                union select c.journal_id from ledger.journals c where c.corrects_journal_id = f.journal_id) j
               join ledger.ledger_entries e on e.journal_id = j.journal_id and e.sub_wallet_id = p.id
              where r.pot_cents is not null and p.pot > 0 group by 1, 2) e using (wallet_id, purpose)
 where coalesce(d.cents, 0) <> coalesce(e.cents, 0)
 union all
-- Of the newest day, because a late fare of a day before counts towards no target.
select 'takings towards a crew''s target that differ from their fares', count(*)
  from (select distinct on (q.wallet_id) q.* from fares.pot_days q order by q.wallet_id, q.business_on desc) d
 where d.taken_cents <> (
   select coalesce(sum(f.amount_cents - (
            select coalesce(sum(e.amount_cents), 0)
              from (select b.journal_id from fares.refunds b where b.receipt = f.receipt
                    union select c.journal_id from ledger.journals c where c.corrects_journal_id = f.journal_id) j
              join ledger.ledger_entries e using (journal_id) where e.amount_cents > 0)), 0)
     from fares.fares f join fares.split_rules r using (split_rule_id)
    where f.vehicle_id = d.vehicle_id and f.business_on = d.business_on and r.pot_wallet_id = d.wallet_id
      and r.crew_target_cents is not null);
comment on view audit.division_proof is 'Fares against their rules, pots and takings against the entries: the number '
  'of places where they differ; all must be 0. A part of audit.ledger_proof.';
