-- Claims payments to ask M-Pesa about now. Asking twice does no harm, so a question of a lost worker is asked again.
-- One that was answered meanwhile is finished. Locks: the rows it claims; skips locked ones. Repeat: the next ones.
-- Source: docs/decisions/holds-and-verification.md.
create or replace function worker.claim_status_queries(p_limit int, p_lease_seconds int)
returns table (outbox_id bigint, attempt int, receipt text, ref text, short_code text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_job record;
begin
  for v_job in
    select c.outbox_id, c.attempt, v.receipt, v.ref, p.short_code
      from messaging.claim_due(p_topic => 'status_query', p_limit => p_limit, p_lease_seconds => p_lease_seconds) c
      left join mobile_money.verifications v
        on c.key = v.receipt || '/' || v.round and v.receipt = split_part(c.key, '/', 1) and v.decided_at is null
      left join mobile_money.payments p on p.receipt = v.receipt loop
    if v_job.receipt is null then
      perform worker.finish_job(p_outbox_id => v_job.outbox_id, p_attempt => v_job.attempt, p_provider_id => null);
    else
      return query select v_job.outbox_id, v_job.attempt, v_job.receipt, v_job.ref, v_job.short_code;
    end if;
  end loop;
end $$;
comment on function worker.claim_status_queries is 'Questions to ask; ref is in the address of the answer. Raises '
  'LFV50 (p_limit not 1 to 100, p_lease_seconds not 5 to 900).';
