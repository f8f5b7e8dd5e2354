-- Measures for how many of the usual gaps M-Pesa has been silent: how many messages should have come since the last
-- one, by what is usual at these hours. Below 20 chance alone is silent for so long.
-- Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure_callback_silence(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row((10 * e.expected)::bigint, (10 * e.expected)::bigint, floor(round(e.expected, 3))::bigint)::gates.figure
    from (select gates.expected_messages(
            p_from => greatest(max(l.received_at), p_at - interval '24 hours'), p_to => p_at) as expected
            from (select c.received_at from mobile_money.mpesa_callbacks c
                   where c.kind in ('c2b_confirmation', 'stk_result') and c.received_at <= p_at
                   order by c.callback_id desc limit 20) l) e
$$;
comment on function gates.measure_callback_silence is
  'Tenths of expected messages that did not come; cases: whole ones. Raises nothing.';
