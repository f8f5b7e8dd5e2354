-- Shows what waits for staff: money without a vehicle, messages that could not be used, dead letters, open alarms that
-- none of these lists shows, and proposals that wait for a second person. Locks: as accounts.signed_in_user.
create or replace function ops.home(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.home') then
    return access.refuse(p_function => 'ops.home', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'payouts_waiting', (select count(*) from payouts.payouts p where p.state = 'requested'),
    'undecided', (select jsonb_object_agg(k.kind, k.n) from (
        select 'people' as kind, count(*) as n from access.role_changes c where c.state = 'proposed'
        union all select c.kind, count(*) from config.config_changes c where c.state = 'proposed' group by c.kind) k),
    'disputes', (select count(*) from fares.disputes d where d.state in ('open', 'proposed')),
    'suspense', (select jsonb_build_object('cents', coalesce(sum(p.amount_cents), 0)::bigint, 'payments', count(*))
                   from mobile_money.payments p where p.state = 'suspense'),
    'oldest', (select coalesce(jsonb_agg(to_jsonb(s) order by s.at), '[]')
                 from (select p.receipt, p.bill_ref, p.amount_cents as cents, p.payer_last3 as last3,
                              p.paid_at at time zone v_zone as at,
                              extract(epoch from clock_timestamp() - p.paid_at)::bigint / 60 as age_minutes,
                              p.first_seen_at < clock_timestamp() - interval '30 minutes' as overdue
                         from mobile_money.payments p where p.state = 'suspense' order by p.first_seen_at limit 25) s),
    'messages', (select coalesce(jsonb_agg(to_jsonb(c) order by c.at desc, c.callback_id desc), '[]')
                   from (select l.callback_id, l.kind, l.outcome, l.receipt, l.reason, l.times, l.attempts, l.at,
                                l.cents,
                                case row_number() over (partition by l.alarm_id order by l.at desc, l.callback_id desc)
                                  when 1 then l.alarm_id end as alarm_id
                           from (select k.callback_id, k.kind, k.outcome, k.receipt, k.amount_cents as cents,
                                        mobile_money.explain_reason(p_reason => k.reason) as reason,
                                        k.times_received as times, k.attempts,
                                        k.last_received_at at time zone v_zone as at, m.alarm_id
                                   from mobile_money.mpesa_callbacks k
                                   left join messaging.alarms m on m.kind = k.outcome || '_callback'
                                    and m.subject = coalesce(k.receipt, encode(k.body_sha256, 'hex'))
                                  where k.outcome in ('conflict', 'quarantine', 'pending') and m.acknowledged_at is null
                                  order by k.last_received_at desc limit 20) l) c),
    'causes', (select coalesce(jsonb_agg(to_jsonb(w) order by w.at), '[]')
                 from (select c.reason as cause, count(*) as messages, min(c.received_at) at time zone v_zone as at
                         from mobile_money.mpesa_callbacks c where c.outcome = 'pending' and c.reason is not null
                        group by c.reason) w),
    'dead', (select coalesce(jsonb_agg(to_jsonb(d) order by d.at), '[]')
               from (select o.outbox_id, o.topic, o.key, o.attempts, o.last_error as error,
                            o.created_at at time zone v_zone as at
                       from messaging.outbox o where o.state = 'dead'
                         and not exists (select from mobile_money.verifications v where o.topic = 'status_query'
                                            and v.state = 'unknown' and o.key = v.receipt || '/' || v.round)
                       order by o.created_at limit 20) d),
    'verifications', (select coalesce(jsonb_agg(to_jsonb(w) order by w.at), '[]')
                        from (select v.receipt, v.amount_cents as cents, v.held_cents, v.why, v.state, v.attempts,
                                     v.wanted_at at time zone v_zone as at
                                from audit.verifications v
                               where v.state <> 'verified' and not exists (
                                 select from ledger.journals j where j.corrects_journal_id = v.journal_id)
                               order by v.wanted_at limit 20) w),
    'waiting', messaging.waiting_counts(), 'pulse', messaging.pulse(p_zone => v_zone))
    || messaging.open_alarms(p_zone => v_zone);
end $$;
comment on function ops.home is 'may (API functions of ops that this person may call), payouts_waiting (for '
  'approval), undecided (open proposals: people, and by kind of configuration), disputes (how many wait), suspense '
  '(cents, payments), the oldest 25 of them, the newest 20 messages in quarantine or conflict (until their alarm is '
  'acknowledged; the newest of those that share an alarm has its alarm_id) or pending, causes (why messages are '
  'pending, how many, the oldest), the oldest 20 dead letters of the outbox, the oldest 20 payments whose money is '
  'held until M-Pesa confirms them, alarms and alarms_n (see messaging.open_alarms), waiting (see '
  'messaging.waiting_counts), pulse (see messaging.pulse); {"outcome": "absent"} when not allowed. Raises LFA60.';
