-- The line of a menu that names key 6, for phones whose person may withdraw. Passengers don't see it.
create or replace function ussd.payout_choice(p_phone_hash bytea, p_lang text) returns text
language plpgsql stable as $$
begin
  -- Most SIMs have no account. For them, nobody asks which roles there are.
  if not exists (select from accounts.users u where u.phone_hash = p_phone_hash) then
    return '';
  elsif not exists (select from ussd.payout_parties(p_phone_hash => p_phone_hash)) then
    return '';
  end if;
  return E'\n6 ' || messaging.say(p_key => 'ussd_payout_choice', p_lang => p_lang, p_args => '{}');
end $$;
comment on function ussd.payout_choice is 'A line break and the choice, or nothing. Raises nothing.';
