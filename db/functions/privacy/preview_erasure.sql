-- Previews the erasure of a person: what goes, and what stays because the ledger needs it. The erasure checks again.
-- Source: docs/decisions/privacy-and-keys.md, docs/decisions/roles-and-four-eyes.md.
create or replace function privacy.preview_erasure(p_phone_hash bytea) returns jsonb language sql stable as $$
  with intents as (select i.payment_ref from mobile_money.payment_intents i where i.phone_hash = p_phone_hash),
       paid as (select p.receipt, p.amount_cents from mobile_money.payments p
                 where p.payer_hash = p_phone_hash or p.payment_ref in (select i.payment_ref from intents i)),
       account as (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash),
       figures as (select
         (select count(*) from paid) as payments,
         (select coalesce(sum(p.amount_cents), 0)::bigint from paid p) as cents,
         (select count(*) from mobile_money.mpesa_callbacks k join mobile_money.callback_bodies b using (callback_id)
           where k.outcome <> 'pending'
            and (k.receipt in (select p.receipt from paid p) or k.payment_ref in (select i.payment_ref from intents i)
                 or k.payer_hash = p_phone_hash)) as messages,
         (select count(*) from ussd.ussd_sessions s where s.phone_hash = p_phone_hash) as menus,
         (select count(*) from messaging.inbound m where m.phone_hash = p_phone_hash)
           + (select count(*) from messaging.outbox o where o.topic = 'sms'
             and o.payload ->> 'phone_hash' = encode(p_phone_hash, 'hex')) as sms,
         (select count(*) from accounts.sessions s join account a using (user_id)) as sessions,
         (select count(*) from access.role_changes c join account a on a.user_id = c.user_id
           where c.state = 'proposed') as proposals, (select count(*) from account) as accounts)
  select jsonb_build_object('figures', to_jsonb(f),
    'blockers', to_jsonb(array_remove(array[coalesce(privacy.erasure_blockers(p_phone_hash => p_phone_hash),
      case when f.payments + f.messages + f.menus + f.sms + f.accounts = 0
            and not exists (select from privacy.phones h where h.phone_hash = p_phone_hash)
            and not exists (select from intents)
            and not exists (select from fleet.pilot_entries e where e.phone_hash = p_phone_hash)
            and not exists (select from fleet.pilot_stops e where e.phone_hash = p_phone_hash) then 'unknown'
              end)], null)))
    from figures f
$$;
comment on function privacy.preview_erasure is
  'figures: payments and their cents (both stay), messages, menus, sms, sessions, proposals and accounts (these go or '
  'are emptied); blockers: see privacy.erasure_blockers, or unknown (we hold nothing). Raises nothing.';
