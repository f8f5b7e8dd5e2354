-- Matches open lines about money that moved between our own accounts: the two lines of two accounts with each other;
-- one that left for the bank with a journal that it posts, from the trust account at the operator to the one at the
-- bank, when it is confirmed (recon.is_confirmed). The settlement account stands for the bank where we are given no
-- statement of it. Locks: the lines.
-- Repeat: what is matched is left alone. Source: docs/decisions/reconciliation.md.
create or replace function recon.match_sweeps(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v_line     recon.lines;
  v_other    bigint;
  v_match_id bigint;
  v_done     bigint := 0;
begin
  for v_line in select l.* from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
                 where l.kind = 'sweep' and l.state = 'open' order by l.receipt, l.line_id loop
    select min(o.line_id) into v_other from recon.lines o
     where o.receipt = v_line.receipt and o.kind = 'sweep' and o.source = v_line.source and o.state = 'open'
       and o.short_code = v_line.short_code and o.account <> v_line.account
       and o.amount_cents = -v_line.amount_cents;
    if v_other is not null then
      insert into recon.matches (rule) values ('own_accounts') returning match_id into v_match_id;
      update recon.lines l set state = 'matched', rule = 'own_accounts', match_id = v_match_id,
             matched_at = clock_timestamp()
       where l.line_id in (v_line.line_id, v_other) and l.state = 'open';
      v_done := v_done + 2;
    elsif recon.is_sweep_to_bank(p_line => v_line) and recon.is_confirmed(p_line => v_line)
          and exists (select from recon.lines l where l.line_id = v_line.line_id and l.state = 'open')
          and not exists (select from ledger.journals j where j.kind = 'sweep' and j.reference = v_line.receipt) then
      update recon.lines l
         set state = 'matched', rule = 'to_bank', matched_at = clock_timestamp(),
             journal_id = recon.post_line(p_line => v_line, p_kind => 'sweep',
               p_sub_wallet_ids => array[recon.platform_account(p_kind => 'trust', p_purpose => 'bank',
                                                                p_currency => t.currency)],
               p_cents => array[v_line.amount_cents])
        from mobile_money.tills t where l.line_id = v_line.line_id and t.short_code = v_line.short_code;
      perform recon.correct_opening(p_lines => array[v_line]);
      v_done := v_done + 1;
    end if;
  end loop;
  return v_done;
end $$;
comment on function recon.match_sweeps is 'How many lines it matched. Raises what ledger.post_journals raises.';
