-- Counts what waits for staff, for the top of their first page; its lists show the beginning only.
create or replace function messaging.waiting_counts() returns jsonb language sql stable as $$
  select jsonb_build_object(
    'messages', (select count(*) from mobile_money.mpesa_callbacks k
                   left join messaging.alarms m on m.kind = k.outcome || '_callback'
                    and m.subject = coalesce(k.receipt, encode(k.body_sha256, 'hex'))
                  where k.outcome in ('conflict', 'quarantine', 'pending') and m.acknowledged_at is null),
    'dead', (select count(*) from messaging.outbox o where o.state = 'dead'
                and not exists (select from mobile_money.verifications v where o.topic = 'status_query'
                                   and v.state = 'unknown' and o.key = v.receipt || '/' || v.round)),
    'verifications', (select count(*) from mobile_money.verifications v
                       where v.state <> 'verified' and not exists (
                         select from ledger.journals j where j.corrects_journal_id = v.journal_id)),
    'breaks', (select count(*) from recon.breaks b where b.state in ('open', 'proposed')),
    'payouts_unknown', (select count(*) from payouts.payouts p where p.state = 'unknown'),
    'disputes', (select count(*) from fares.disputes d where d.state in ('open', 'proposed')),
    'suspense', (select count(*) from mobile_money.payments p where p.state = 'suspense'))
$$;
comment on function messaging.waiting_counts is
  'messages (not usable, or pending), dead (letters of the outbox), verifications (not finished), breaks (open), '
  'payouts_unknown, disputes (not decided), suspense (payments without a vehicle). Raises nothing.';
