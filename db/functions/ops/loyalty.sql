-- Shows staff what passengers' points are worth and what is set aside for them, what was given and used on each day,
-- how much of the programme's limit of today is left, and signs of people who pay themselves. Locks: as
-- accounts.signed_in_user. Source: docs/decisions/loyalty.md.
create or replace function ops.loyalty(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text   := config.setting(p_setting => 'time_zone');
  v_today   date   := loyalty.market_day(p_at => clock_timestamp());
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.loyalty') then
    return access.refuse(p_function => 'ops.loyalty', p_subject => 'finance pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'owed', (select to_jsonb(l) from loyalty.liability() l),
    'rules', (select jsonb_object_agg(substr(s.setting, 9), s.value::bigint) from config.settings s
               where s.setting like 'loyalty\_%'),
    'used_today', coalesce((select d.redeemed_points from loyalty.programme_days d where d.business_on = v_today), 0),
    'funds', (select coalesce(jsonb_agg(jsonb_build_object('sacco', c.name, 'cents',
                  loyalty.funded_cents(p_sacco_id => w.sacco_id)) order by c.name), '[]')
                from ledger.wallets w left join fleet.saccos c using (sacco_id) where w.kind = 'loyalty'),
    'funded', (select coalesce(jsonb_agg(jsonb_build_object('business_on', f.day, 'cents', f.cents)
                 order by f.day desc), '[]')
                 from (select split_part(j.reference, '/', 1)::date as day, sum(e.amount_cents)::bigint as cents
                         from ledger.journals j join ledger.ledger_entries e using (journal_id)
                        where j.kind = 'points_funded' and e.amount_cents > 0 and j.business_on >= v_today - 14
                        group by 1) f),
    'days', (select coalesce(jsonb_agg(to_jsonb(d) order by d.business_on desc), '[]')
               from loyalty.days(p_from => v_today - 13, p_to => v_today) d),
    'signs', (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'plate', v.plate, 'on', s.business_on,
                  'fares', s.fares, 'sims', s.sims, 'cents', s.cents, 'first_at', s.first_at at time zone v_zone,
                  'last_at', s.last_at at time zone v_zone, 'receipts', s.receipts,
                  'alarm_id', a.alarm_id, 'closed_at', a.acknowledged_at at time zone v_zone,
                  'closed_why', a.acknowledged_reason) order by a.acknowledged_at is not null, s.sign_id desc), '[]')
                from (select q.* from loyalty.farming_signs q where q.business_on >= v_today - 30
                       order by q.sign_id desc limit 50) s
                join fleet.vehicles v using (vehicle_id)
                left join messaging.alarms a on s.kind = 'many_sims' and a.kind = 'points_farming'
                 and a.subject = format('%s %s', v.plate, s.business_on)));
end $$;
comment on function ops.loyalty is 'owed (loyalty.liability), rules (settings without loyalty_), used_today (points), '
  'funds (by SACCO, cents), funded (by market day), days (loyalty.days, the last 14), signs (of farming, the last 30 '
  'days, open ones first: kind, plate, on, fares, sims, cents, first_at, last_at, receipts, alarm_id, closed_at, '
  'closed_why); {"outcome": "absent"} when not allowed. Raises LFA60.';
