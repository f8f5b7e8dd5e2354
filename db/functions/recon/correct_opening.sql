-- Takes out of the opening balance what a line explains of the time before it: the opening was booked as our own money,
-- and now the ledger has the movement itself. Called in the transaction that posts them. Locks: capital, where it
-- gives.
-- Repeat: once a line. Source: docs/decisions/reconciliation.md.
create or replace function recon.correct_opening(p_lines recon.lines[]) returns bigint language plpgsql as $$
declare
  v      record;
  v_done bigint := 0;
begin
  for v in
    select l.receipt, l.kind, l.amount_cents, l.completed_at, j.reference, t.trust_sub_wallet_id, t.currency,
           recon.source_of(p_line => l) as source
      from unnest(p_lines) l
      join ledger.journals j on j.kind = 'opening' and j.reference = l.short_code || '/' || l.account
                            and l.completed_at < j.value_at
      join mobile_money.tills t on t.short_code = l.short_code
     order by l.receipt, l.kind loop
    perform ledger.post_journals(p_kind => 'opening',
      p_references => array[concat_ws('/', v.reference, v.receipt, v.kind)],
      p_business_on => array[ledger.open_day(p_at => clock_timestamp())], p_value_at => array[v.completed_at],
      p_corrects => null, p_reasons => array[v.source || ': was part of the opening balance'],
      p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
      p_leg_sub_wallet_ids => array[v.trust_sub_wallet_id,
        -- Where our own money is less than that, it was charged.
        case when v.amount_cents > a.balance_cents
          then recon.platform_account(p_kind => 'charges', p_purpose => 'main', p_currency => v.currency)
          else a.sub_wallet_id end],
      p_leg_amounts_cents => array[v.amount_cents, -v.amount_cents],
      p_leg_currencies => array[v.currency, v.currency])
       from ledger.available(p_sub_wallet_ids => array[recon.platform_account(p_kind => 'capital',
              p_purpose => 'main', p_currency => v.currency)]) a;
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function recon.correct_opening is
  'How many lines were of the time before. Raises what ledger.post_journals raises.';
