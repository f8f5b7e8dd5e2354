-- Erases what says who a person is: phone number, name, what they typed and wrote, the operator's messages about them.
-- Ledger, receipts and amounts stay, under a random hash that belongs to nobody. When they dial again they are new.
-- Locks: the phone's rows. Repeat: unknown, because nobody has that hash any more.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.erase_phone(p_phone_hash bytea, p_by text, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_blockers text := privacy.erasure_blockers(p_phone_hash => p_phone_hash);
  v_nobody   bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
  v_receipts text[];
  v_refs     text[];
  v_bodies   int;
  v_sessions int;
  v_sms      int;
  v_moved    int;
begin
  if v_blockers is not null then
    return jsonb_build_object('outcome', v_blockers);
  end if;
  select array_agg(i.payment_ref) into v_refs from mobile_money.payment_intents i where i.phone_hash = p_phone_hash;
  select array_agg(p.receipt) into v_receipts from mobile_money.payments p
   where p.payer_hash = p_phone_hash or p.payment_ref = any (v_refs);
  delete from mobile_money.callback_bodies b using mobile_money.mpesa_callbacks k
   where b.callback_id = k.callback_id and k.outcome <> 'pending'
     and (k.receipt = any (v_receipts) or k.payment_ref = any (v_refs) or k.payer_hash = p_phone_hash
          or k.payment_ref in (select unnest(array[o.payout_ref, o.query_ref]) from payouts.payouts o
                                where o.phone_hash = p_phone_hash));
  get diagnostics v_bodies = row_count;
  delete from ussd.ussd_sessions s where s.phone_hash = p_phone_hash;
  get diagnostics v_sessions = row_count;
  delete from accounts.crew_sims c where c.phone_hash = p_phone_hash;
  delete from accounts.pin_failures f where f.phone_hash = p_phone_hash;
  delete from config.buckets b using config.rate_limits l where l.per = 'sim'
    and (b.limit_name, b.per, b.key) = (l.limit_name, l.per, p_phone_hash);
  delete from messaging.inbound m where m.phone_hash = p_phone_hash;
  get diagnostics v_sms = row_count;
  delete from messaging.outbox o where o.topic = 'sms' and o.payload ->> 'phone_hash' = encode(p_phone_hash, 'hex');
  update mobile_money.payment_intents i set checkout_sealed = null where i.phone_hash = p_phone_hash
    and i.checkout_sealed is not null;
  perform privacy.empty_payouts(p_phone_hash => p_phone_hash);
  update fleet.owners w set name = '-', phone_sealed = '', phone_last3 = '000', id_number_sealed = null
   where w.phone_hash = p_phone_hash;
  perform accounts.erase_account(p_phone_hash => p_phone_hash);
  v_moved := privacy.rename_phone(p_from => p_phone_hash, p_to => v_nobody);
  if v_moved + v_bodies + v_sessions + v_sms = 0 then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  -- Also for a payer who never dialled: mobile_money.body_to_keep looks here when M-Pesa reports their payments later.
  insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (v_nobody, '', '000')
  on conflict (phone_hash) do update set phone_sealed = '', phone_last3 = '000', lang = 'sw';
  insert into privacy.erasures (erased_by, reason, removed) values (p_by, p_reason,
    jsonb_build_object('messages', v_bodies, 'sessions', v_sessions, 'sms', v_sms, 'unlinked', v_moved));
  return jsonb_build_object('outcome', 'erased', 'messages', v_bodies, 'sessions', v_sessions, 'sms', v_sms, 'unlinked',
    v_moved);
end $$;
comment on function privacy.erase_phone is 'Outcome erased (how many rows of what), unknown (we hold nothing), '
  'unfinished (a payment is on its way), holds_role (end the person''s roles first) or owns_vehicle (transfer or close '
  'it first). Raises 23514 (no reason).';
