-- Records what became of the request to the operator: it took it, refused it, or gave no answer. Without an answer the
-- payout may be on its way: it is never sent again, only asked about. Its result may have come first.
-- Locks: the message's and the payout's row; to give back, clearing. Repeat: the same.
-- Source: docs/decisions/payouts.md.
create or replace function worker.note_payout(
  p_outbox_id     bigint,
  p_attempt       int,     -- as claimed
  p_payout_ref    text,
  p_answer        text,    -- taken, refused or unknown
  p_code          text,    -- the operator's code of a refusal, or why there is no answer; null when taken
  p_originator_id text     -- OriginatorConversationID of the answer, by which to ask; null: none
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_payout payouts.payouts;
  v_ask_at timestamptz := clock_timestamp()
                          + config.setting(p_setting => 'payout_query_after_seconds')::int * interval '1 second';
begin
  perform worker.finish_job(p_outbox_id => p_outbox_id, p_attempt => p_attempt, p_provider_id => null);
  select p.* into v_payout from payouts.payouts p where p.payout_ref = p_payout_ref for no key update;
  -- unknown without a code or an id: the lease of this worker ran out, but it reports after all
  if p_answer = 'refused' and (v_payout.state = 'queued' or v_payout.state = 'unknown'
                               and num_nonnulls(v_payout.result_code, v_payout.originator_id) = 0) then
    perform payouts.give_back(p_payout_id => v_payout.payout_id, p_state => 'failed', p_result_code => p_code,
      p_reason => coalesce((select r.meaning from mobile_money.result_codes r
                             where r.api = 'payout' and r.code = p_code), 'the operator refused the request'));
  elsif p_answer = 'taken' then
    update payouts.payouts p
       set state = case when p.state in ('queued', 'unknown') and p.result_code is null then 'sent' else p.state end,
           originator_id = coalesce(p.originator_id, left(p_originator_id, 128)),
           sent_at = coalesce(p.sent_at, clock_timestamp()), query_after = coalesce(p.query_after, v_ask_at)
     where p.payout_id = v_payout.payout_id and p.state in ('queued', 'sent', 'unknown');
  elsif v_payout.state = 'queued' then
    update payouts.payouts p
       set state = 'unknown', sent_at = coalesce(p.sent_at, clock_timestamp()), query_after = v_ask_at
     where p.payout_id = v_payout.payout_id;
  end if;
  return (select p.state from payouts.payouts p where p.payout_ref = p_payout_ref);
end $$;
comment on function worker.note_payout is
  'State of the payout: sent, failed or unknown, or what its result made of it already; null: no such payout. Raises '
  'nothing.';
