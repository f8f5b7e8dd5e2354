-- Says in one text what a SIM has: points and their worth, which end next, the newest movements, credit with SACCOs.
-- The menu shows it and an SMS answers with it; it fits 160 characters because lists are cut.
create or replace function loyalty.say_points(p_phone_hash bytea, p_lang text) returns text
language plpgsql stable as $$
declare
  v_zone       text   := config.setting(p_setting => 'time_zone');
  v_account_id bigint := loyalty.account_of(p_phone_hash => p_phone_hash);
  v_points     bigint := loyalty.balance(p_account_id => v_account_id);
  v_next       record;
  v_moves      text;
  v_credit     text;
begin
  select n.points, n.ends_at into v_next from loyalty.next_expiry(p_account_id => v_account_id) n;
  select string_agg(format('%s%s %s', case when m.points > 0 then '+' end, m.points, to_char(m.at at time zone v_zone,
           'DD/MM')), ', ' order by m.loyalty_transaction_id desc) into v_moves
    from (select t.* from loyalty.loyalty_transactions t where t.loyalty_account_id = v_account_id
           order by t.loyalty_transaction_id desc limit 3) m;
  select string_agg(format('%s %s', left(coalesce(s.name, 'Lipa Fare'), 12), messaging.money_text(p_cents => c.cents)),
                    ', ' order by c.cents desc) into v_credit
    from (select m.sacco_id, fares.available_credit(p_phone_hash => p_phone_hash, p_sacco_id => m.sacco_id,
                                                    p_currency => m.currency) as cents
            from fares.credit_movements m where m.phone_hash = p_phone_hash group by m.sacco_id, m.currency
           order by 2 desc limit 2) c left join fleet.saccos s using (sacco_id)
   where c.cents > 0;
  return messaging.say(p_key => 'points', p_lang => p_lang, p_args => array[v_points::text,
    messaging.money_text(p_cents => greatest(v_points, 0)
      * config.setting(p_setting => 'loyalty_point_cents')::bigint),
    case when v_next.points is null then '' else messaging.say(p_key => 'points_end', p_lang => p_lang,
      p_args => array[v_next.points::text, to_char(v_next.ends_at at time zone v_zone, 'DD/MM')]) end,
    coalesce(E'\n' || v_moves, ''), coalesce(v_credit, '0')]);
end $$;
comment on function loyalty.say_points is 'A text of at most 145 characters. Raises LFN50 (no such text).';
