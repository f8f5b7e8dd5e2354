-- Lists the newest fares of a SIM that can still be disputed: paid within dispute_days, not disputed before. Four, so
-- that they fit a screen; of two in one second the later journal is newer.
create or replace function ussd.own_fares(p_phone_hash bytea, p_at timestamptz) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('receipt', n.receipt, 'cents', n.amount_cents, 'code', n.code,
           'at', to_char(n.paid_at at time zone config.setting(p_setting => 'time_zone'), 'DD/MM HH24:MI'))
           order by n.paid_at desc, n.journal_id desc), '[]')
    from (select f.receipt, f.journal_id, f.amount_cents, f.paid_at, coalesce(d.door_code, v.plate) as code
            from (select p.receipt from mobile_money.payments p where p.payer_hash = p_phone_hash
                  union select i.receipt from mobile_money.payment_intents i
                   where i.phone_hash = p_phone_hash and i.receipt is not null) r
            left join fares.moves n on n.receipt = r.receipt
            join fares.fares f on f.receipt in (r.receipt, n.to_receipt) join fleet.vehicles v using (vehicle_id)
            left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
           where f.paid_at > p_at - config.setting(p_setting => 'dispute_days')::int * interval '1 day'
             and not exists (select from fares.disputes q where q.receipt = f.receipt)
             and not exists (select from fares.moves m where m.receipt = f.receipt)
           order by f.paid_at desc, f.journal_id desc limit 4) n
$$;
comment on function ussd.own_fares is 'receipt, cents, code (door code or plate), at; [] for none. Raises nothing.';
