-- Books what an account at the operator held before the first statement of it that adds up: our own money (capital);
-- what the operator had charged us before (charges), where the account is below zero. What the ledger knows of the time
-- before the statement is taken off first. Of a file that a person may have written it is a break first, which two
-- people end. Once an account, so that what we hold by the ledger is what the operator
-- says. Locks: none that fares share. Repeat: nothing. Source: docs/decisions/reconciliation.md.
create or replace function recon.post_opening(p_statement_id bigint) returns bigint language plpgsql as $$
declare
  v       recon.statements;
  v_till  mobile_money.tills;
  v_ref   text;
  v_cents bigint;
begin
  select s.* into v from recon.statements s where s.statement_id = p_statement_id;
  select t.* into v_till from mobile_money.tills t where t.short_code = v.short_code;
  v_ref := v.short_code || '/' || v.account;
  v_cents := recon.opening_due(p_statement_id => p_statement_id);
  if coalesce(v_cents, 0) = 0 then
    return null;
  elsif recon.is_persons_file(p_statement_id => p_statement_id) and not exists (
          select from recon.breaks b join recon.resolutions r using (break_id)
           where b.statement_id = p_statement_id and r.resolution = 'posted' and r.decision = 'approved') then
    insert into recon.breaks (kind, source, short_code, statement_id, business_on, operator_cents, ledger_cents,
                              unexplained_cents)
    select 'opening_balance', v.source, v.short_code, v.statement_id,
           (v.period_from at time zone v_till.time_zone)::date, v.opening_cents, v.opening_cents - v_cents, abs(v_cents)
     where not exists (select from recon.breaks b where b.statement_id = p_statement_id);
    return null;
  end if;
  return (ledger.post_journals(p_kind => 'opening', p_references => array[v_ref],
    p_business_on => array[greatest((v.period_from at time zone v_till.time_zone)::date,
                                    (select max(d.business_on) + 1 from ledger.closed_days d))],
    p_value_at => array[v.period_from], p_corrects => null,
    p_reasons => array[format('opening balance of statement %s', v.statement_id)],
    p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
    p_leg_sub_wallet_ids => array[v_till.trust_sub_wallet_id, recon.platform_account(
      p_kind => case when v_cents > 0 then 'capital' else 'charges' end, p_purpose => 'main',
      p_currency => v_till.currency)],
    p_leg_amounts_cents => array[-v_cents, v_cents],
    p_leg_currencies => array[v_till.currency, v_till.currency]))[1];
end $$;
comment on function recon.post_opening is
  'The journal, or null: not proven, posted before, nothing to book, or two people must agree. Raises '
  'what ledger.post_journals raises.';
