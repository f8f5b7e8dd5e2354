-- Returns those of some phones of which we keep nothing else: no payment, prompt, menu session, account, message,
-- dispute, refund, payout, points or pilot entry. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.silent_phones(p_phones bytea[]) returns bytea[] language sql stable as $$
  select array_agg(l.phone_hash) from unnest(p_phones) l(phone_hash)
   where not exists (select from accounts.users u where u.phone_hash = l.phone_hash)
     and not exists (select from fleet.owners w where w.phone_hash = l.phone_hash)
     and not exists (select from mobile_money.payment_intents i where i.phone_hash = l.phone_hash)
     and not exists (select from mobile_money.payments p where p.payer_hash = l.phone_hash)
     and not exists (select from mobile_money.mpesa_callbacks k where k.payer_hash = l.phone_hash)
     and not exists (select from fleet.pilot_entries e where e.phone_hash = l.phone_hash)
     and not exists (select from fleet.pilot_stops e where e.phone_hash = l.phone_hash)
     and not exists (select from config.config_changes c where c.phone_hash = l.phone_hash)
     and not exists (select from fares.disputes d where d.phone_hash = l.phone_hash)
     and not exists (select from fares.refunds r where r.phone_hash = l.phone_hash)
     and not exists (select from fares.credit_movements m where m.phone_hash = l.phone_hash)
     and not exists (select from fares.credit_uses u where u.phone_hash = l.phone_hash)
     and not exists (select from fares.shortfalls o where o.phone_hash = l.phone_hash)
     and not exists (select from ussd.ussd_sessions s where s.phone_hash = l.phone_hash)
     and not exists (select from messaging.inbound m where m.phone_hash = l.phone_hash)
     and not exists (select from accounts.crew_sims c where c.phone_hash = l.phone_hash)
     and not exists (select from payouts.payouts o where o.phone_hash = l.phone_hash)
     and not exists (select from payouts.destinations d where d.phone_hash = l.phone_hash)
     and not exists (select from payouts.vendors v where v.phone_hash = l.phone_hash)
     and not exists (select from accounts.pin_failures n where n.phone_hash = l.phone_hash)
     and not exists (select from loyalty.loyalty_accounts a where a.phone_hash = l.phone_hash)
$$;
comment on function privacy.silent_phones is 'The phones; null for none. Raises nothing.';
