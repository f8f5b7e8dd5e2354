-- Says in one sentence what fares.check_word found: the same words on USSD, page and SMS.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function fares.check_sentence(
  p_card jsonb,   -- from fares.check_word
  p_lang text
) returns text language sql stable as $$
  select case when p_card ->> 'outcome' is not null then messaging.say(p_key => 'check_' || (p_card ->> 'outcome'),
    p_lang => p_lang, p_args => array[
    p_card ->> 'label',
    messaging.money_text(p_cents => (p_card ->> 'cents')::bigint)
      || case when (p_card ->> 'seats')::int > 1 then ' x' || (p_card ->> 'seats') else '' end
      || coalesce(' ' || left(p_card ->> 'stage', 16), ''),
    p_card ->> 'last3',
    substr(p_card ->> 'at', 12, 5),
    to_char((p_card ->> 'since')::timestamp, 'DD/MM HH24:MI'),
    p_card ->> 'code']) end
$$;
comment on function fares.check_sentence is 'The sentence; null for none. Raises LFN50 (no such text).';
