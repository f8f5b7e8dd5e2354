-- Money whose vehicle is known becomes fares.
-- Source: house, Where one fare goes. Locks: none. Repeat: see fares.post_fares.
create or replace function mobile_money.post_to_vehicles(
  p_messages  mobile_money.judged[],
  p_time_zone text,    -- the market's: its midnight ends a day
  p_open_from date     -- first day whose books are open
) returns table (place int, journal_id bigint)
language plpgsql as $$
declare
  v_journal_ids bigint[];
begin
  select fares.post_fares(
           p_receipts => array_agg(m.receipt), p_split_rule_ids => array_agg(m.split_rule_id),
           p_amounts_cents => array_agg(m.amount_cents), p_paid_at => array_agg(m.paid_at),
           p_business_on => array_agg(greatest((m.paid_at at time zone p_time_zone)::date, p_open_from)),
           p_channels => array_agg(m.channel), p_payment_refs => array_agg(m.payment_ref),
           p_payer_last3 => array_agg(m.payer_last3))
    into v_journal_ids
    from unnest(p_messages) as m;
  return query select p_messages[n].place, v_journal_ids[n] from generate_subscripts(p_messages, 1) as n;
end $$;
comment on function mobile_money.post_to_vehicles(mobile_money.judged[], text, date) is
  'Posts judged payments as fares; journal by place. A day that is closed counts as the first open day. Raises what fares.post_fares raises.';
