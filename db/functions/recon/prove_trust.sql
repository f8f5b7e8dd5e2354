-- Scheduled job: compares each answer about our balances with what we owe, half a minute after it came, so that
-- messages of payments before it are here too. What differs for a quarter of an hour raises an alarm, and payouts above
-- the threshold wait (payouts.queue); an answer that agrees ends both. Locks: none that money shares. Repeat: an answer
-- is compared once. Source: docs/decisions/reconciliation.md.
create or replace function recon.prove_trust(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_answer recon.balance_answers;
  v_proof  recon.trust_proofs;
  v_since  timestamptz;
begin
  select a.* into v_answer from recon.balance_answers a
   where a.told_at <= p_at - interval '20 seconds' order by a.told_at desc limit 1;
  if v_answer.answer_id is null
     or exists (select from recon.trust_proofs p where p.answer_id = v_answer.answer_id) then
    return 0;
  end if;
  select c.* into v_proof from recon.compare_trust(p_answer => v_answer) c;
  if v_proof.state is null then
    return 0;
  end if;
  insert into recon.trust_proofs (answer_id, made_at, at, state, without_statement, told_cents, bank_cents,
                                  charges_cents, fees_cents, lines_cents, payouts_cents, after_cents, owed_cents,
                                  difference_cents)
  values (v_answer.answer_id, p_at, v_proof.at, v_proof.state, v_proof.without_statement, v_proof.told_cents,
          v_proof.bank_cents, v_proof.charges_cents, v_proof.fees_cents, v_proof.lines_cents, v_proof.payouts_cents,
          v_proof.after_cents, v_proof.owed_cents, v_proof.difference_cents);
  v_since := recon.trust_doubted_since(p_at => p_at);
  if v_since is not null then
    perform messaging.raise_alarm(p_kind => 'trust_differs', p_subject => 'trust',
      p_detail => format('KES %s too %s at the operator since %s; withdrawals above KES %s wait',
        messaging.money_text(p_cents => abs(v_proof.difference_cents)),
        case when v_proof.difference_cents < 0 then 'little' else 'much' end,
        to_char(v_since at time zone config.setting(p_setting => 'time_zone'), 'HH24:MI'),
        messaging.money_text(p_cents => config.setting(p_setting => 'payout_alone_cents')::bigint)));
  elsif v_proof.state <> 'differs' then
    update messaging.alarms a
       set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'it agrees again'
     where a.kind = 'trust_differs' and a.acknowledged_at is null;
  end if;
  return 1;
end $$;
comment on function recon.prove_trust is '1 when it compared an answer. Raises nothing.';
