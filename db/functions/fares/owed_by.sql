-- Finds what a SIM still owes of a fare of the last day, of which it paid too little: the newest. M-Pesa asks for whole
-- shillings, so cents are rounded up. Source: docs/decisions/change-and-credit.md.
create or replace function fares.owed_by(p_phone_hash bytea, p_at timestamptz) returns jsonb
language plpgsql stable as $$
declare
  v_owed fares.shortfalls;
begin
  -- Nearly every SIM owes nothing, and what is refundable is not asked for it.
  for v_owed in
    select s.* from fares.shortfalls s
     where s.phone_hash = p_phone_hash and s.state = 'open' and s.opened_at > p_at - interval '1 day'
     order by s.opened_at desc
  loop
    if exists (select from fares.refundable(p_receipt => v_owed.receipt) r where r.left_cents > 0) then
      return jsonb_build_object('receipt', v_owed.receipt, 'cents', (v_owed.due_cents + 99) / 100 * 100,
        'vehicle', ussd.vehicle_card(p_vehicle_id => v_owed.vehicle_id, p_phone_hash => p_phone_hash, p_at => p_at));
    end if;
  end loop;
  return null;
end $$;
comment on function fares.owed_by is 'receipt, cents (whole shillings), vehicle (see ussd.vehicle_card); null: '
  'nothing. '
  'Raises nothing.';
