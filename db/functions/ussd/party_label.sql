-- Names a party on a screen in at most 16 letters of the GSM alphabet. Of a longer name both ends are shown, because
-- names of one family of businesses begin alike.
create or replace function ussd.party_label(
  p_party jsonb,   -- kind and id, as in a session's context
  p_lang  text
) returns text language sql stable as $$
  select case when p_party ->> 'kind' = 'user'
              then messaging.say(p_key => 'ussd_payout_crew', p_lang => p_lang, p_args => '{}')
              when length(t.name) > 16 then left(t.name, 9) || '..' || right(t.name, 5)
              else t.name end
    from (select case p_party ->> 'kind' when 'sacco' then 'SACCO ' else '' end
                 || regexp_replace(messaging.gsm_text(p_text => access.scope_name(p_scope_kind => p_party ->> 'kind',
                      p_scope_id => (p_party ->> 'id')::bigint)), '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]', '?', 'g')
            as name) t
$$;
comment on function ussd.party_label is 'Such as Ng''ang''a Motors, SACCO Test Line, Kondakta; null for no such party. '
  'Raises nothing.';
