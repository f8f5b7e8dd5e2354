-- Reads a batch of lines as the readers of statements and of the Pull API give them. Times are on the market's clock.
-- Locks: none. Repeat: the same.
create or replace function recon.given_lines(p_short_code text, p_lines jsonb)
returns table (row_no int, receipt text, kind text, detail_key text, amount_cents bigint, balance_cents bigint,
               completed_at timestamptz, business_on date, bill_ref text, linked_receipt text, party_last3 text,
               reason_type text, details text, nth bigint) language sql stable rows 5000 as $$
  select g.row_no, g.receipt, g.kind, coalesce(g.detail_key, ''), g.amount_cents, g.balance_cents,
         g.completed_at at time zone t.time_zone, g.completed_at::date, g.bill_ref, g.linked_receipt, g.party_last3,
         g.reason_type, g.details,
         row_number() over (partition by g.receipt, g.kind, coalesce(g.detail_key, '') order by g.row_no)
    from mobile_money.tills t
    cross join jsonb_to_recordset(coalesce(p_lines, '[]')) as g(
      row_no int, receipt text, kind text, detail_key text, amount_cents bigint, balance_cents bigint,
      completed_at timestamp, bill_ref text, linked_receipt text, party_last3 text, reason_type text, details text)
   where t.short_code = p_short_code
$$;
comment on function recon.given_lines is
  'Each line with its moment and market day; nth: which line of its key it is within the batch. Raises nothing.';
