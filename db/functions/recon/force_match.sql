-- Matches by force what two people decided: what the operator has more or less than the ledger is posted to the account
-- for differences, so that what we hold is what the operator says; the match keeps the difference for the month's
-- report. Both sources may tell the same, and each has its break: what was forced for one is not posted again for the
-- other, which is matched with the same journal. Locks: the line, the PayBill, so that two such breaks go one by one.
-- Repeat: a break's journal is posted once. Source: docs/decisions/reconciliation.md.
create or replace function recon.force_match(p_break recon.breaks) returns bigint language plpgsql as $$
declare
  v_line     recon.lines;
  v_till     mobile_money.tills;
  v_cents    bigint;   -- what the operator has more than the ledger
  v_known    bigint := p_break.journal_id;
  v_journal  bigint;
  v_match_id bigint;
  v_forced   bigint[];  -- journals of the other source's break about the same
begin
  select l.* into v_line from recon.lines l where l.line_id = p_break.line_id;
  select t.* into v_till from mobile_money.tills t where t.short_code = p_break.short_code for no key update;
  v_forced := array(select b.resolution_journal_id from recon.breaks b
                      left join recon.lines l on l.line_id = b.line_id
                     where b.business_on = p_break.business_on and b.source <> p_break.source
                       and b.short_code = p_break.short_code and l.kind is not distinct from v_line.kind
                       and 'duplicate' not in (b.kind, p_break.kind)
                       and (b.receipt = p_break.receipt or b.journal_id = p_break.journal_id)
                       and b.state = 'resolved' and b.resolution = 'forced' and b.resolution_journal_id is not null);
  if p_break.kind = 'missing_at_operator' then
    v_cents := -p_break.ledger_cents;
  else
    v_cents := v_line.amount_cents - coalesce(p_break.ledger_cents, 0);
    select j.journal_id into v_known from ledger.journals j
     where p_break.ledger_cents is not null
       and (j.kind in ('fare', 'suspense', 'charge', 'payout_fee', 'sweep') and j.reference = v_line.receipt
            or j.kind = 'payout' and j.reference = (select p.payout_ref from payouts.payouts p
                                                     where p.receipt = v_line.receipt))
     order by j.kind limit 1;
  end if;
  v_cents := v_cents - coalesce((select sum(recon.operator_cents(p_journal_id => f)) from unnest(v_forced) f), 0);
  if v_cents <> 0 then
    v_journal := (ledger.post_journals(p_kind => 'forced_match', p_references => array['B' || p_break.break_id],
      p_business_on => array[ledger.open_day(p_at => clock_timestamp())],
      p_value_at => array[coalesce(v_line.completed_at, (select j.value_at from ledger.journals j
                                                          where j.journal_id = p_break.journal_id))],
      p_corrects => null, p_reasons => array[format('break %s: %s', p_break.break_id, p_break.reason)],
      p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
      p_leg_sub_wallet_ids => array[v_till.trust_sub_wallet_id, recon.platform_account(p_kind => 'difference',
        p_purpose => 'main', p_currency => v_till.currency)],
      p_leg_amounts_cents => array[-v_cents, v_cents], p_leg_currencies => array[v_till.currency, v_till.currency]))[1];
  end if;
  insert into recon.matches (rule, difference_cents) values ('forced', v_cents) returning match_id into v_match_id;
  insert into recon.match_journals (match_id, journal_id, source)
  select v_match_id, v_known, p_break.source
   where v_known is not null and not exists (
         select from recon.lines l where l.journal_id = v_known and l.source = p_break.source)
  on conflict do nothing;
  insert into recon.match_journals (match_id, journal_id, source)
  select v_match_id, j, p_break.source from unnest(v_forced || v_journal) j where j is not null;
  update recon.lines l set state = 'matched', rule = 'forced', match_id = v_match_id, matched_at = clock_timestamp()
   where l.line_id = v_line.line_id and l.state = 'open';
  return v_journal;
end $$;
comment on function recon.force_match is 'The journal that it posted; null when the other source''s break had posted '
  'it before. Raises what ledger.post_journals raises.';
