-- Posts a proposed journal or declines it, by a second person, never by who proposed it. Locks: the proposal's row,
-- then the accounts that give. Repeat: a decision stays. Source: docs/runbooks/manual_journal.md.
create or replace function ledger.decide_manual(p_user_id bigint, p_manual_id bigint, p_decision text) returns text
language plpgsql as $$
declare
  v_manual  ledger.manual_journals;
  v_outcome text;
  v_at      timestamptz := clock_timestamp();
begin
  if p_decision is null or p_decision not in ('posted', 'declined') then
    raise exception 'posted or declined' using errcode = 'LFV98';
  end if;
  select m.* into v_manual from ledger.manual_journals m where m.manual_id = p_manual_id for no key update;
  if v_manual.state is distinct from 'proposed' then
    return coalesce(v_manual.state, 'gone');
  end if;
  if p_decision = 'posted' then
    perform from ledger.sub_wallets s where s.sub_wallet_id in (v_manual.from_sub_wallet_id, v_manual.to_sub_wallet_id)
      order by s.sub_wallet_id for no key update;
    select p.outcome into v_outcome from ledger.manual_plan(p_from => v_manual.from_sub_wallet_id::text,
      p_to => v_manual.to_sub_wallet_id::text, p_amount => trim_scale(v_manual.amount_cents / 100.0)::text,
      p_corrects => coalesce(v_manual.corrects_journal_id::text, '')) p;
    if v_outcome <> 'fits' then
      return v_outcome;
    end if;
  end if;
  v_outcome := access.record_four_eyes(p_user_id, 'checker', 'ledger.manual_journals:' || p_manual_id);
  if v_outcome <> 'taken' then
    perform audit.record_event(p_action => 'refuse_journal', p_subject => 'ledger.manual_journals:' || p_manual_id,
                               p_after => jsonb_build_object('outcome', v_outcome));
    return v_outcome;
  end if;
  update ledger.manual_journals m
     set state = p_decision, decided_by = p_user_id, decided_at = v_at, journal_id = case
       when p_decision = 'declined' then null
       when v_manual.corrects_journal_id is not null then ledger.correct_journal(p_reason => v_manual.reason,
         p_journal_id => v_manual.corrects_journal_id, p_business_on => ledger.open_day(p_at => v_at))
       else (ledger.post_journals(p_kind => 'manual', p_references => array['M' || p_manual_id],
         p_business_on => array[ledger.open_day(p_at => v_at)], p_value_at => array[v_at], p_corrects => null,
         p_reasons => array[v_manual.reason || ' [' || v_manual.document || ']'], p_leg_journals => array[1, 1],
         p_leg_lines => array[1, 2],
         p_leg_sub_wallet_ids => array[v_manual.from_sub_wallet_id, v_manual.to_sub_wallet_id],
         p_leg_amounts_cents => array[-v_manual.amount_cents, v_manual.amount_cents],
         p_leg_currencies => array(select s.currency from ledger.sub_wallets s cross join generate_series(1, 2)
                                    where s.sub_wallet_id = v_manual.from_sub_wallet_id)))[1] end
   where m.manual_id = p_manual_id;
  return p_decision;
end $$;
comment on function ledger.decide_manual is 'Outcome posted, declined, same_person (who proposed it), what '
  'ledger.manual_plan says by now, or the state that it has already (gone: no such proposal). Raises LFV98, LFF10, '
  'LFF11.';
