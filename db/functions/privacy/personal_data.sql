-- Returns everything we hold about the owner of a phone, for that person to read. Sealed values stay sealed; the web
-- opens them for the file. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.personal_data(p_phone_hash bytea) returns jsonb language sql stable as $$
  with intents as (select i.* from mobile_money.payment_intents i where i.phone_hash = p_phone_hash),
       paid as (select p.*, v.plate from mobile_money.payments p left join fleet.vehicles v using (vehicle_id)
                 where p.payer_hash = p_phone_hash or p.payment_ref in (select i.payment_ref from intents i))
  select jsonb_build_object(
    'phone', (select jsonb_build_object('phone_sealed', f.phone_sealed, 'lang', f.lang,
        'first_seen_at', f.first_seen_at) from privacy.phones f where f.phone_hash = p_phone_hash),
    'account', (select jsonb_build_object('phone_sealed', u.phone_sealed, 'name_sealed', u.name_sealed, 'lang', u.lang,
        'created_at', u.created_at, 'disabled_at', u.disabled_at, 'disabled_why', u.disabled_why,
        'roles', (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope_kind,
            'from', g.valid_from, 'to', g.valid_to) order by g.grant_id), '[]')
          from access.role_grants g where g.user_id = u.user_id),
        'devices', (select coalesce(jsonb_agg(jsonb_build_object('first', v.first_seen_at, 'last', v.last_seen_at)
            order by v.device_id), '[]') from accounts.devices v where v.user_id = u.user_id),
        'crew_pin_since', (select k.set_at from accounts.crew_pins k where k.user_id = u.user_id),
        'second_factor', (select jsonb_build_object('set_up', s.confirmed_at) from accounts.second_factors s
          where s.user_id = u.user_id), 'role_changes', (select coalesce(jsonb_agg(jsonb_build_object('at', c.made_at,
            'kind', c.kind, 'role', c.role, 'reason', c.reason, 'state', c.state, 'decision_reason', c.decision_reason)
            order by c.change_id), '[]') from access.role_changes c where c.user_id = u.user_id),
        'audit_log', (select coalesce(jsonb_agg(jsonb_build_object('at', l.changed_at, 'action', l.action,
            'subject', l.subject, 'after', l.after) order by l.change_id), '[]')
          from audit.changes l where l.actor = 'user:' || u.user_id or l.subject = 'accounts.users:' || u.user_id),
        'sign_ins', (select coalesce(jsonb_agg(s.created_at order by s.created_at), '[]')
          from accounts.sessions s where s.user_id = u.user_id))
      from accounts.users u where u.phone_hash = p_phone_hash),
    'owner', (select jsonb_build_object('name', w.name, 'phone_sealed', w.phone_sealed,
        'id_number_sealed', w.id_number_sealed, 'created_at', w.created_at,
        'vehicles', (select coalesce(jsonb_agg(jsonb_build_object('vehicle', v.plate, 'from', h.valid_from,
            'to', h.valid_to) order by h.valid_from), '[]')
          from fleet.vehicle_owners h join fleet.vehicles v using (vehicle_id) where h.owner_id = w.owner_id))
      from fleet.owners w where w.phone_hash = p_phone_hash),
    'payments', (select coalesce(jsonb_agg(jsonb_build_object('receipt', p.receipt, 'cents', p.amount_cents,
        'paid_at', p.paid_at, 'account', p.bill_ref, 'vehicle', p.plate, 'state', p.state) order by p.paid_at), '[]')
      from paid p),
    'prompts', (select coalesce(jsonb_agg(jsonb_build_object('at', i.created_at, 'cents', i.amount_cents,
        'seats', i.seats, 'state', i.state) order by i.created_at), '[]') from intents i),
    'menus', (select coalesce(jsonb_agg(jsonb_build_object('at', s.started_at, 'typed', s.input, 'network', s.network)
        order by s.started_at), '[]') from ussd.ussd_sessions s where s.phone_hash = p_phone_hash),
    'sms_waiting', (select coalesce(jsonb_agg(jsonb_build_object('at', o.created_at, 'text', o.payload ->> 'text')
        order by o.outbox_id), '[]')
      from messaging.outbox o where o.topic = 'sms' and o.payload ->> 'phone_hash' = encode(p_phone_hash, 'hex')),
    'crew_phone_of', (select coalesce(jsonb_agg(jsonb_build_object('vehicle', v.plate, 'first', c.first_seen_at,
    'last', c.last_seen_at) order by c.crew_sim_id), '[]') from accounts.crew_sims c join fleet.vehicles v using
    (vehicle_id) where c.phone_hash = p_phone_hash), 'wrong_crew_pins', (select coalesce(jsonb_agg(f.failed_at order by
    f.failure_id), '[]') from accounts.pin_failures f where f.phone_hash = p_phone_hash), 'sms_to_us', (select
    coalesce(jsonb_agg(jsonb_build_object('at', m.received_at, 'text_sealed', m.text_sealed) order by m.received_at),
    '[]') from messaging.inbound m where m.phone_hash = p_phone_hash), 'pilot', (select
    coalesce(jsonb_agg(jsonb_build_object('from', e.valid_from, 'to', e.valid_to) order by e.pilot_entry_id), '[]')
    from fleet.pilot_entries e where e.phone_hash = p_phone_hash), 'pilot_stops', (select
    coalesce(jsonb_agg(e.stopped_at), '[]') from fleet.pilot_stops e where e.phone_hash = p_phone_hash),
    'pilot_proposals', (select coalesce(jsonb_agg(jsonb_build_object('at', c.made_at, 'reason', c.reason,
        'state', c.state, 'decision_reason', c.decision_reason) order by c.change_id), '[]')
      from config.config_changes c where c.phone_hash = p_phone_hash),
    'messages_of_the_operator', (select coalesce(jsonb_agg(jsonb_build_object('at', k.received_at, 'kind', k.kind,
        'body_sealed', b.body_sealed) order by k.callback_id), '[]') from mobile_money.mpesa_callbacks k
      join mobile_money.callback_bodies b using (callback_id) where (k.receipt in (select p.receipt from paid p)
       or k.payment_ref in (select i.payment_ref from intents i) or k.payer_hash = p_phone_hash
       or k.payment_ref in (select unnest(array[o.payout_ref, o.query_ref]) from payouts.payouts o
                             where o.phone_hash = p_phone_hash))))
    || fares.refunds_of(p_phone_hash => p_phone_hash) || privacy.payouts_about(p_phone_hash => p_phone_hash)
    || loyalty.movements_of(p_phone_hash => p_phone_hash)
$$;
comment on function privacy.personal_data is
  'One document; keys that end in _sealed hold what only the web can open. Raises nothing.';
