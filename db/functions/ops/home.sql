-- Shows staff whether everything is all right, what waits for them, and the figures of today. Each part is a function
-- of its own. Locks: as accounts.signed_in_user. Source: docs/decisions/staff-pages.md.
create or replace function ops.home(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_at      timestamptz := clock_timestamp();
  v_waiting jsonb;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.home') then
    return access.refuse(p_function => 'ops.home', p_subject => 'ops pages');
  end if;
  v_waiting := messaging.waiting_counts();
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', v_at at time zone v_zone, 'waiting', v_waiting,
    'worst', messaging.worst_thing(p_at => v_at, p_zone => v_zone, p_waiting => v_waiting),
    'payouts_waiting', (select count(*) from payouts.payouts p where p.state = 'requested'),
    'payouts_unknown', payouts.unknown_total(p_zone => v_zone),
    'undecided', config.open_proposals(), 'disputes', v_waiting -> 'disputes',
    'money', fares.money_today(p_at => v_at, p_zone => v_zone),
    'suspense', (select jsonb_build_object('cents', coalesce(sum(p.amount_cents), 0)::bigint, 'payments', count(*))
                   from mobile_money.payments p where p.state = 'suspense'),
    'suspense_ages', mobile_money.suspense_ages(p_at => v_at),
    'oldest', mobile_money.suspense_list(p_zone => v_zone, p_limit => 25),
    'messages', mobile_money.messages_to_review(p_zone => v_zone, p_limit => 20),
    'causes', mobile_money.pending_causes(p_zone => v_zone),
    'dead', messaging.dead_letters(p_zone => v_zone, p_limit => 20),
    'verifications', mobile_money.open_verifications(p_zone => v_zone, p_limit => 20),
    'breaks', recon.worst_breaks(p_zone => v_zone, p_limit => 5),
    'queues', messaging.queues(p_zone => v_zone), 'margins', gates.channel_margins(),
    'week', gates.week_card(p_week_on => null, p_zone => v_zone) - 'steps',
    'figures', gates.cards(p_at => v_at, p_zone => v_zone), 'pulse', messaging.pulse(p_zone => v_zone))
    || messaging.open_alarms(p_zone => v_zone);
end $$;
comment on function ops.home is 'may (API functions of ops that this person may call), worst (see '
  'messaging.worst_thing), waiting (see messaging.waiting_counts), payouts_waiting (for approval), payouts_unknown '
  '(see payouts.unknown_total), undecided (open proposals: people, and by kind of configuration), disputes (how many '
  'wait), money (see fares.money_today), suspense (cents, payments), suspense_ages, the oldest 25 of them, the newest '
  '20 messages to review, causes (why messages are pending), the oldest 20 dead letters of the outbox and 20 payments '
  'whose money is held until M-Pesa confirms them, breaks (the worst five), queues, margins (by channel), week (the '
  'pilot''s newest), alarms and alarms_n (see messaging.open_alarms), figures (see gates.cards), pulse (see '
  'messaging.pulse); {"outcome": "absent"} when not allowed. Raises LFA60.';
