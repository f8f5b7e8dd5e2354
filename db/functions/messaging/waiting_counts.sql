-- Counts what waits for staff, for the sentence at the top of their first page; its lists show the beginning only.
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
                         select from ledger.journals j where j.corrects_journal_id = v.journal_id)))
$$;
comment on function messaging.waiting_counts is
  'messages (not usable, or pending), dead (letters of the outbox) and verifications (not finished). Raises nothing.';
