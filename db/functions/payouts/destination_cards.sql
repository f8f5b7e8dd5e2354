-- Lists where a party's money may go besides the own phone of the person who asks.
create or replace function payouts.destination_cards(p_party_kind text, p_party_id bigint, p_zone text) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.destination_id::text, 'kind', d.kind, 'label', d.label,
           'text', payouts.destination_text(d.kind, d.short_code, d.tail),
           'added_at', d.added_at at time zone p_zone, 'usable_from', d.usable_from at time zone p_zone,
           'usable', d.usable_from <= clock_timestamp()) order by d.destination_id), '[]')
    from payouts.destinations d
   where d.party_kind = p_party_kind and d.party_id = p_party_id and d.removed_at is null
$$;
comment on function payouts.destination_cards is 'id, kind, label, text, added_at, usable_from, usable. Raises '
  'nothing.';
