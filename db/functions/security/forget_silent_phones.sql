-- Who dialled once and never paid is not remembered for ever. A phone stays as long as anything of it is
-- kept: a payment, a prompt, a session of the menu, an account, a message, a line in a pilot list.
-- A few at a time, from a random place on: the same pass over those who stay is not paid for every time,
-- and no place of the walk needs to be kept.
-- Source: issue 3, retention; decision 0078. Locks: the rows it removes; skips those of others. Repeat: looks
-- elsewhere. A phone that dials in the very moment is told to try again.
create or replace function security.forget_silent_phones(
  p_until timestamptz,   -- first seen before this
  p_from  bytea,         -- look at phones from this hash on
  p_limit int            -- look at so many
) returns bigint
language sql as $$
  with looked_at as (
    select f.phone_hash, f.first_seen_at from security.phones f where f.phone_hash >= p_from order by f.phone_hash limit p_limit
  ), silent as (
    select f.phone_hash from security.phones f join looked_at l using (phone_hash)
     where l.first_seen_at < p_until
       and not exists (select from security.users u where u.phone_hash = l.phone_hash)
       and not exists (select from mobile_money.payment_intents i where i.phone_hash = l.phone_hash)
       and not exists (select from mobile_money.payments p where p.payer_hash = l.phone_hash)
       and not exists (select from mobile_money.mpesa_callbacks k where k.payer_hash = l.phone_hash)
       and not exists (select from fleet.pilot_entries e where e.phone_hash = l.phone_hash)
       and not exists (select from security.config_changes c where c.phone_hash = l.phone_hash)
       and not exists (select from ussd.ussd_sessions s where s.phone_hash = l.phone_hash)
       and not exists (select from messaging.inbound m where m.phone_hash = l.phone_hash)
       and not exists (select from security.crew_sims c where c.phone_hash = l.phone_hash)
       and not exists (select from security.pin_failures n where n.phone_hash = l.phone_hash)
     for update of f skip locked
  ), gone as (
    delete from security.phones f using silent s where f.phone_hash = s.phone_hash returning f.phone_hash
  )
  select count(*) from gone
$$;
comment on function security.forget_silent_phones(timestamptz, bytea, int) is
  'Removes phones of which nothing else is kept; returns how many. Raises nothing.';
