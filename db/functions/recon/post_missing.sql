-- Posts payments that only a line tells of, by the ordinary function: to their vehicle by the account that was typed,
-- or to suspense, with the time they were paid. A line waits for the message some minutes; not one of a day that is
-- over, nor one that explains a jump of the balance. A file can be forged, so what it brings is posted when two people
-- agree (recon.is_confirmed), and held until M-Pesa has confirmed it, unless the Pull API, which is M-Pesa itself,
-- tells the same: then all of it, the account that was typed too, is taken from there. Each is a break that is cleared
-- at once, so that it is counted.
-- Locks: settle_payments'. Repeat: a receipt is posted once. Source: docs/decisions/reconciliation.md.
create or replace function recon.post_missing(p_line_ids bigint[], p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_wait  interval := config.setting(p_setting => 'missing_post_minutes')::int * interval '1 minute';
  v_lines recon.lines[];
  v_kind  text;
  v_done  bigint := 0;
begin
  for v_kind, v_lines in
    select k.kind, array_agg(k.line order by k.receipt)
      from (select m.*, (row_number() over (partition by m.kind order by m.receipt) - 1) / 500 as part
              from (select distinct on (l.receipt) case when o.line_id is null then l else o end as line, l.receipt,
                           coalesce(o.source, 'statement') as kind
                      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
                      join mobile_money.tills t on t.short_code = l.short_code
                      left join recon.lines o on o.receipt = l.receipt and o.source = 'pull' and o.kind = 'payment'
                       and o.state <> 'copy' and o.amount_cents = l.amount_cents and o.short_code = l.short_code
                     where l.kind = 'payment' and l.state = 'open' and l.amount_cents > 0
                       and (o.line_id is not null or recon.is_confirmed(p_line => l))
                       and (l.completed_at < p_at - v_wait or l.business_on < (p_at at time zone t.time_zone)::date
                            or exists (select from recon.balance_jumps b
                                        where b.state = 'open' and b.short_code = l.short_code
                                          and l.completed_at between b.from_at and b.to_at))
                       and not exists (select from mobile_money.payments p where p.receipt = l.receipt)
                     order by l.receipt, l.line_id) m) k
     group by k.kind, k.part order by k.kind, k.part loop
    -- settle_payments says one time for all; each message says its own.
    perform mobile_money.settle_payments(p_kind => v_kind, p_received_at => p_at, p_messages => array(
      select row(l.receipt, round(l.amount_cents / 100.0, 2)::text, l.bill_ref,
                 to_char(l.completed_at at time zone t.time_zone, 'YYYYMMDDHH24MISS'), l.short_code, null, null, null,
                 null, l.party_last3, ''::bytea, sha256(convert_to(concat_ws('|', recon.source_of(p_line => l),
                   l.receipt), 'UTF8')), null, 'from_' || v_kind)::mobile_money.payment_message
        from unnest(v_lines) l join mobile_money.tills t using (short_code) order by l.receipt));
    perform recon.correct_opening(p_lines => array(
      select l from unnest(v_lines) l join mobile_money.payments p on p.receipt = l.receipt order by l.receipt));
    update mobile_money.mpesa_callbacks c set reason = recon.source_of(p_line => l)
      from unnest(v_lines) l
     where c.receipt = l.receipt and c.kind = v_kind and c.outcome in ('posted', 'suspense');
    insert into recon.breaks (kind, source, short_code, line_id, receipt, business_on, operator_cents,
                              unexplained_cents, state, resolution, ended_at)
    select 'missing_in_ledger', l.source, l.short_code, l.line_id, l.receipt, l.business_on, l.amount_cents,
           l.amount_cents, 'cleared', 'posted', clock_timestamp()
      from unnest(v_lines) l join mobile_money.mpesa_callbacks c on c.receipt = l.receipt and c.kind = v_kind
     where c.outcome in ('posted', 'suspense')
       and not exists (select from recon.breaks b where b.line_id = l.line_id and b.state in ('open', 'proposed'));
    v_done := v_done + cardinality(v_lines);
  end loop;
  if v_done > 0 then
    perform recon.match_payments(p_line_ids => p_line_ids);
  end if;
  return v_done;
end $$;
comment on function recon.post_missing is
  'How many payments it posted. Raises what mobile_money.settle_payments raises.';
