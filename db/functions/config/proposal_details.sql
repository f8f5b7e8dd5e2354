-- Shows what a proposal that can't be undone is about: the payment and the vehicle, or what an erasure would remove.
-- Source: docs/decisions/configuration.md.
create or replace function config.proposal_details(p_change config.config_changes) returns jsonb
language sql stable as $$
  select case p_change.kind
    when 'assignment' then (select jsonb_build_object('name', p.receipt, 'cents', p.amount_cents, 'plate', v.plate)
        from mobile_money.payments p left join fleet.vehicles v
          on v.vehicle_id::text = p_change.value_after ->> 'vehicle_id' where p.receipt = p_change.subject)
    when 'erasure' then jsonb_build_object('name', '..' || coalesce(
        (select u.phone_last3 from accounts.users u where u.phone_hash = p_change.phone_hash),
        (select f.phone_last3 from privacy.phones f where f.phone_hash = p_change.phone_hash), ''))
      || case p_change.state when 'proposed' then privacy.preview_erasure(p_phone_hash => p_change.phone_hash)
           else '{}' end
    when 'transfer' then (select jsonb_build_object('name', v.plate, 'seller', s.name, 'buyer', b.name,
          'buyer_last3', b.phone_last3)
        from fleet.vehicles v left join fleet.owners s on s.owner_id::text = p_change.value_before ->> 'owner_id'
          left join fleet.owners b on b.owner_id::text = p_change.value_after ->> 'owner_id'
       where v.vehicle_id::text = p_change.subject)
    when 'reversal' then (select jsonb_build_object('name', p.receipt, 'cents', p.amount_cents, 'plate', v.plate)
        from mobile_money.payments p left join fleet.vehicles v using (vehicle_id) where p.receipt = p_change.subject)
    when 'pilot' then jsonb_build_object('name',
      fleet.pilot_name(p_subject => p_change.subject, p_phone_hash => p_change.phone_hash))
    when 'payout' then (select jsonb_build_object('name', p.payout_ref, 'cents', p.amount_cents,
        'destination', payouts.destination_text(p.channel, p.short_code, p.tail))
        from payouts.payouts p where p.payout_ref = p_change.subject)
    else '{}'
  end
$$;
comment on function config.proposal_details is 'name and, of an assignment and a reversal, cents and plate; of a '
  'transfer, seller and buyer; of a payout cents and destination; of an open erasure the figures and blockers of '
  'privacy.preview_erasure; {} for a setting. Raises nothing.';
