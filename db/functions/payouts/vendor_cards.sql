-- Lists vendors for pages: those in use by name, and for staff those that wait or are gone.
create or replace function payouts.vendor_cards(p_states text[]) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('vendor_id', v.vendor_id, 'kind', v.kind, 'name', v.name,
             'purpose', payouts.vendor_purpose(p_kind => v.kind), 'state', v.state, 'made_by', v.made_by,
             'to', payouts.destination_text(v.channel, v.short_code, v.tail), 'last3', v.phone_last3,
             'maker', accounts.actor_card(p_actor => 'user:' || v.made_by),
             'decider', accounts.actor_card(p_actor => 'user:' || v.decided_by), 'reason', v.removed_reason)
           order by v.state <> 'proposed', v.kind, v.name, v.vendor_id), '[]')
    from (select q.* from payouts.vendors q where q.state = any (p_states) order by q.vendor_id desc limit 200) v
$$;
comment on function payouts.vendor_cards is
  'vendor_id, kind, name, purpose, state, to, last3 (of its phone), maker, decider, reason (of its removal). Raises '
  'nothing.';
