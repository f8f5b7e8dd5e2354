-- Returns what a passenger disputed, got back, paid too little and has as credit, for the file of what we hold about
-- them.
create or replace function fares.refunds_of(p_phone_hash bytea) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'disputes', (select coalesce(jsonb_agg(jsonb_build_object('receipt', d.receipt, 'at', d.opened_at, 'why', d.why,
        'state', d.state, 'reason', d.reason) order by d.dispute_id), '[]')
      from fares.disputes d where d.phone_hash = p_phone_hash),
    'refunds', (select coalesce(jsonb_agg(jsonb_build_object('receipt', r.receipt, 'at', r.made_at,
        'cents', r.amount_cents, 'method', r.method, 'reason', r.reason) order by r.refund_id), '[]')
      from fares.refunds r where r.phone_hash = p_phone_hash),
    'credit', (select coalesce(jsonb_agg(jsonb_build_object('at', m.moved_at, 'cents', m.cents)
        order by m.movement_id), '[]') from fares.credit_movements m where m.phone_hash = p_phone_hash),
    'credit_uses', (select coalesce(jsonb_agg(jsonb_build_object('cents', u.cents, 'state', u.state)
        order by u.payment_ref), '[]') from fares.credit_uses u where u.phone_hash = p_phone_hash),
    'shortfalls', (select coalesce(jsonb_agg(jsonb_build_object('receipt', s.receipt, 'due_cents', s.due_cents,
        'state', s.state) order by s.receipt), '[]') from fares.shortfalls s where s.phone_hash = p_phone_hash))
$$;
comment on function fares.refunds_of is 'disputes, refunds, credit, credit_uses and '
  'shortfalls, each a list. Raises nothing.';
