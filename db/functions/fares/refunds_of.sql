-- Returns what a passenger disputed, got back and has as credit, for the file of what we hold about them.
create or replace function fares.refunds_of(p_phone_hash bytea) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'disputes', (select coalesce(jsonb_agg(jsonb_build_object('receipt', d.receipt, 'at', d.opened_at, 'why', d.why,
        'state', d.state, 'reason', d.reason) order by d.dispute_id), '[]')
      from fares.disputes d where d.phone_hash = p_phone_hash),
    'refunds', (select coalesce(jsonb_agg(jsonb_build_object('receipt', r.receipt, 'at', r.made_at,
        'cents', r.amount_cents, 'method', r.method, 'reason', r.reason) order by r.refund_id), '[]')
      from fares.refunds r where r.phone_hash = p_phone_hash),
    'credit', (select coalesce(jsonb_agg(jsonb_build_object('at', m.moved_at, 'cents', m.cents)
        order by m.movement_id), '[]') from fares.credit_movements m where m.phone_hash = p_phone_hash))
$$;
comment on function fares.refunds_of is 'disputes, refunds and credit, each a list, oldest first. Raises nothing.';
