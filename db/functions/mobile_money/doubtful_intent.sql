-- Finds a prompt of this SIM of which nobody can tell whether it was paid, such as one that M-Pesa gave up (1037): its
-- money may still come. The passenger is told before paying again. Source: docs/decisions/ussd-menu.md.
create or replace function mobile_money.doubtful_intent(
  p_phone_hash bytea,
  p_at         timestamptz
) returns mobile_money.payment_intents
language plpgsql stable as $$
declare
  v_found mobile_money.payment_intents;
begin
  -- Nearly every SIM has none, and for it nobody asks how long the doubt lasts: at most 24 hours. offset 0: by the
  -- SIM, never by the index of everybody's open prompts.
  select i.* into v_found
    from (select n.* from mobile_money.payment_intents n
           where n.phone_hash = p_phone_hash and n.created_at > p_at - interval '24 hours' offset 0) i
   where i.state = 'unknown'
   order by i.created_at desc
   limit 1;
  if found and v_found.created_at
                 > p_at - make_interval(secs => config.setting(p_setting => 'push_expire_seconds')::int) then
    return v_found;
  end if;
  return null;
end $$;
comment on function mobile_money.doubtful_intent is
  'The newest intent of a SIM, younger than push_expire_seconds, whose state is unknown; null when there is none.';
