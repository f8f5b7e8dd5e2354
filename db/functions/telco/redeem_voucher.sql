-- Redeems a voucher that a station dials from its registered phone: *384*46*8*digits*vehicle*shillings#. A phone that
-- is no vendor's gets the same answer as a wrong voucher. Nothing dialled is stored.
-- Source: docs/decisions/vendors.md. Locks: as payouts.redeem_voucher, and the SIM's bucket. Repeat: the same session
-- gets the same answer.
create or replace function telco.redeem_voucher(
  p_session_id  text,
  p_phone_hash  bytea,
  p_digits_hash bytea,
  p_vehicle     text,    -- plate or door code as typed
  p_amount      text
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_at      constant timestamptz := clock_timestamp();
  v_vehicle bigint := fleet.find_vehicle(p_account => p_vehicle, p_at => v_at);
  v_wait    int := config.consume_rate_limit(p_limit_name => 'ussd', p_per => 'sim', p_key => p_phone_hash,
                                             p_at => v_at);
  v_done    jsonb;
begin
  if v_wait > 0 then
    return 'END ' || messaging.say(p_key => 'ussd_too_often', p_lang => 'sw',
                                   p_args => array[ceil(v_wait / 60.0)::text]);
  end if;
  v_done := payouts.redeem_voucher(p_digits_hash => p_digits_hash, p_amount => p_amount, p_vehicle_id => v_vehicle,
    p_request => 'ussd/' || p_session_id, p_vendor_id => (select v.vendor_id from payouts.vendors v
                                                          where v.phone_hash = p_phone_hash and v.state = 'approved'));
  return 'END ' || messaging.say(p_lang => coalesce((select f.lang from privacy.phones f
                                                      where f.phone_hash = p_phone_hash), 'sw'),
    p_key => case when v_done ->> 'outcome' = 'redeemed' then 'ussd_voucher_redeemed'
                  when v_done ->> 'outcome' in ('used', 'expired', 'cancelled', 'frozen') then 'ussd_voucher_used'
                  when v_done ->> 'outcome' in ('amount_wrong', 'too_little') then 'ussd_voucher_amount'
                  when v_done ->> 'outcome' = 'over_cap' then 'ussd_voucher_over'
                  when v_done ->> 'outcome' = 'paused' then 'ussd_voucher_paused' else 'ussd_voucher_wrong' end,
    p_args => case v_done ->> 'outcome'
      when 'redeemed' then array[messaging.money_text(p_cents => (v_done ->> 'cents')::bigint),
        (select f.plate from fleet.vehicles f where f.vehicle_id = v_vehicle), v_done ->> 'name']
      else array[config.setting(p_setting => 'help_phone'),
        messaging.money_text(p_cents => (v_done ->> 'cents')::bigint)] end);
end $$;
comment on function telco.redeem_voucher is 'The reply "END …" in the station''s language. Raises nothing.';
