-- Writes an owner's day for one SMS of 160 letters: fares, cash as the crews told it, our fee, what each pot got,
-- silent vehicles, the seal. When that is too long, the pots become one sum, then only the totals stay, with as many
-- silent vehicles as there is room for. The figures are those of the pages as of the same horizon. Source:
-- docs/decisions/statements.md. Repeat: the same as of the same horizon.
create or replace function fares.day_message(
  p_owner_id bigint,
  p_on       date,
  p_horizon  xid8,   -- see ledger.as_of
  p_lang     text
) returns text language plpgsql stable as $$
declare
  v_day    text := extract(day from p_on) || ' ' || (string_to_array(messaging.say(p_key => 'sms_months',
    p_lang => p_lang, p_args => '{}'), ' '))[extract(month from p_on)::int];
  v_whose  text;
  v_plates text[];
  v_silent text;
  v_total  record;
  v_parts  record;
  v_head   text;
  v_cash   jsonb := fares.cash_told(p_owner_ids => array[p_owner_id], p_from => p_on, p_to => p_on,
    p_vehicle_ids => fleet.owned_vehicles(p_owner_ids => array[p_owner_id]), p_moment => clock_timestamp());
  v_told   text := case when (v_cash ->> 'told')::int > 0 then ' ' || messaging.say(p_key => 'sms_day_cash',
    p_lang => p_lang, p_args => array[messaging.money_text(p_cents => (v_cash ->> 'cents')::bigint)]) end;
  v_seal   text := ' ' || messaging.say(p_key => 'sms_day_seal', p_lang => p_lang, p_args => array[f.print])
    from (select ledger.fingerprint(p_on => p_on) as print) f where f.print is not null;
begin
  select coalesce(sum(t.cents), 0)::bigint as cents, coalesce(sum(t.fares), 0)::int as fares into v_total
    from fares.owner_takings(p_owner_ids => array[p_owner_id], p_from => p_on, p_to => p_on,
                             p_horizon => p_horizon) t;
  select sum(q.cents) filter (where q.purpose = 'fee') as fee, sum(q.cents) filter (where q.purpose not in
           ('fee', 'sacco')) as yours, string_agg(messaging.say(p_key => coalesce(x.key, 'sms_purpose_other'),
             p_lang => p_lang, p_args => '{}') || ' ' || messaging.money_text(p_cents => q.cents), ' ' order by q.place)
             filter (where q.purpose <> 'fee') as pots into v_parts
    from (select p.purpose, sum(p.cents)::bigint as cents, min((
                   select min(s.sub_wallet_id) from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
                    where w.kind = 'vehicle' and w.owner_id = p_owner_id and s.purpose = p.purpose)) as place
            from fares.owner_takings(p_owner_ids => array[p_owner_id], p_from => p_on, p_to => p_on,
                                     p_horizon => p_horizon) t
           cross join lateral unnest(t.purposes, t.cents_by_purpose) as p(purpose, cents) group by p.purpose) q
    left join messaging.texts x on x.key = 'sms_purpose_' || q.purpose;
  select array_agg(left(v.plate, 3) || '..' || right(v.plate, 3) order by v.plate) into v_plates
    from fares.silences i join fleet.vehicles v using (vehicle_id)
   where i.owner_id = p_owner_id and i.business_on = p_on and i.ended_at is null;
  select case count(*) when 1 then left(min(v.plate), 3) || '..' || right(min(v.plate), 3)
              else messaging.say(p_key => 'sms_day_vehicles', p_lang => p_lang, p_args => array[count(*)::text]) end
    into v_whose from fleet.vehicle_owners o join fleet.vehicles v using (vehicle_id)
   where o.owner_id = p_owner_id and o.valid_to is null and v.state = 'active';
  v_head := messaging.say(p_key => 'sms_day', p_lang => p_lang, p_args => array[v_whose, v_day,
    messaging.money_text(p_cents => v_total.cents), to_char(v_total.fares, 'FM999,999,990')]);
  v_silent := fares.silent_text(p_plates => v_plates, p_lang => p_lang, p_longest => 160);
  return (select t.text from unnest(array[
      concat(v_head, v_told, case when v_total.fares > 0 then ' ' || messaging.say(p_key => 'sms_day_fee',
        p_lang => p_lang, p_args => array[messaging.money_text(p_cents => v_parts.fee::bigint), v_parts.pots]) end,
        v_silent, v_seal),
      concat(v_head, v_told, case when v_total.fares > 0 then ' ' || messaging.say(p_key => 'sms_day_yours',
        p_lang => p_lang, p_args => array[messaging.money_text(p_cents => v_parts.fee::bigint),
                        messaging.money_text(p_cents => v_parts.yours::bigint)]) end, v_silent, v_seal),
      concat(v_head, v_told, fares.silent_text(p_plates => v_plates, p_lang => p_lang,
        p_longest => 160 - length(concat(v_head, v_told, v_seal))), v_seal), concat(v_head, v_told, v_seal),
      concat(v_head, v_told), v_head]) with ordinality as t(text, n)
     where length(t.text) <= 160 and p_owner_id is not null order by t.n limit 1);
end $$;
comment on function fares.day_message is 'The text; null for no owner. Raises nothing.';
