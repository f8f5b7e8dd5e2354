-- The lines of the confirm screen that offer to pay by credit (3) and by points (4), each with how much it pays of this
-- fare.
create or replace function ussd.credit_choices(
  p_phone_hash bytea,
  p_vehicle_id bigint,
  p_cents      bigint,        -- the price
  p_lang       text,
  p_at         timestamptz
) returns text language plpgsql stable as $$
begin
  -- Most SIMs never had either. For them, nobody asks whose credit it would be and what limits there are.
  if not exists (select from fares.credit_movements m where m.phone_hash = p_phone_hash)
     and not exists (select from loyalty.loyalty_accounts a where a.phone_hash = p_phone_hash) then
    return '';
  end if;
  return (
    select coalesce(string_agg(messaging.say(p_key => 'ussd_use_' || o.way, p_lang => p_lang,
             p_args => array[messaging.money_text(p_cents => o.cents)]) || E'\n', '' order by o.place), '')
      from (select 1 as place, 'credit' as way, c.cents
              from fares.usable_credit(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id, p_cents => p_cents,
                                       p_at => p_at) c
            union all
            select 2, 'points', p.cents
              from ussd.usable_points(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id, p_cents => p_cents,
                                      p_at => p_at) p) o
     where o.cents > 0);
end $$;
comment on function ussd.credit_choices is 'Lines, each with its end; empty for none. Raises LFN50 (no such text).';
