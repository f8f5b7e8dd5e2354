-- Opens a dispute for a passenger who answered T to a receipt: about the fare they name, or else their newest. Locks:
-- its new row. Repeat: known, and the passenger is told so.
create or replace function fares.dispute_by_sms(
  p_phone_hash bytea,
  p_receipt    text    -- as typed; empty: the newest fare
) returns text language plpgsql as $$
declare
  v_receipt text := coalesce(nullif(p_receipt, ''), (
    select f.receipt from (select p.receipt from mobile_money.payments p where p.payer_hash = p_phone_hash
                           union select i.receipt from mobile_money.payment_intents i
                            where i.phone_hash = p_phone_hash and i.receipt is not null) r
      join fares.fares f using (receipt) order by f.paid_at desc, f.journal_id desc limit 1));
  v_outcome text := fares.open_dispute(p_receipt => v_receipt, p_phone_hash => p_phone_hash, p_why => 'other',
                                       p_channel => 'sms', p_opened_by => null);
begin
  if v_outcome <> 'opened' then
    perform messaging.enqueue(p_topic => 'sms', p_key => format('dispute/%s/%s', v_receipt, v_outcome),
              p_payload => jsonb_build_object('phone_hash', encode(f.phone_hash, 'hex'), 'text', messaging.say(
                p_key => case v_outcome when 'known' then 'ussd_dispute_known' else 'ussd_dispute_none' end,
                p_lang => f.lang, p_args => case v_outcome when 'known' then array[v_receipt] else
                  array[config.setting(p_setting => 'dispute_days')] end || config.setting(p_setting => 'help_phone'))))
       from privacy.phones f where f.phone_hash = p_phone_hash and f.phone_sealed <> '';
  end if;
  return v_outcome;
end $$;
comment on function fares.dispute_by_sms is 'Outcomes of fares.open_dispute. Raises LFN50 (no such text).';
