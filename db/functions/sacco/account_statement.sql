-- Shows a SACCO the statement of its account: the dues of each vehicle and owner, and what it took out.
-- Source: docs/decisions/statements.md. Locks: as accounts.signed_in_user.
create or replace function sacco.account_statement(
  p_session bytea,
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.account_statement',
                                           p_scope_kind => 'sacco');
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_ids       bigint[];
  v_as        record;
  v_days      record;
  v_sums      jsonb;
begin
  if v_sacco_ids = '{}' then
    return access.refuse(p_function => 'sacco.account_statement', p_subject => 'sacco pages');
  end if;
  v_ids := array(select w.sub_wallet_id from payouts.withdrawable(p_party_kind => 'sacco',
                                                                  p_party_ids => v_sacco_ids) w);
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  v_sums := fares.account_statement(p_sub_wallet_ids => v_ids, p_owner_ids => '{}', p_from => v_days.starts_on,
                                    p_to => v_days.ends_on, p_horizon => v_as.horizon);
  return v_sums - 'fare_days' || jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'asof', v_as.asof, 'held_since', v_as.held_since at time zone v_zone, 'now', v_as.moment at time zone v_zone,
    'days', to_jsonb(v_days), 'plate', null,
    'whose', (select jsonb_agg(s.name order by s.name) from fleet.saccos s where s.sacco_id = any (v_sacco_ids)),
    'fingerprint', ledger.last_fingerprint(p_from => v_days.starts_on, p_to => least(v_days.ends_on, v_days.today)),
    'pages_address', config.setting(p_setting => 'pages_address'),
    'lines', fares.statement_lines(p_sub_wallet_ids => v_ids, p_fare_days => v_sums -> 'fare_days',
      p_from => v_days.starts_on, p_to => v_days.ends_on, p_horizon => v_as.horizon,
      p_opening_cents => (v_sums ->> 'opening_cents')::bigint, p_zone => v_zone));
end $$;
comment on function sacco.account_statement is 'Like owners.account_statement, for the SACCO''s own part of its '
  'vehicles: pots are by vehicle and owner. {"outcome": "absent"} when not allowed. Raises LFA60, LFV64, LFV65.';
