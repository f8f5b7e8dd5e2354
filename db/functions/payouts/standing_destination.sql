-- Writes where a standing order sends the money: the own phone of a person, or one of the owner's destinations. A
-- one-time code is bound to this text.
create or replace function payouts.standing_destination(
  p_user_id     bigint,
  p_owner_id    bigint,
  p_destination text     -- own, or a destination_id
) returns text language sql stable as $$
  select case when p_destination = 'own' then
           (select payouts.destination_text('phone', null, u.phone_last3) from accounts.users u
             where u.user_id = p_user_id)
         else (select payouts.destination_text(d.kind, d.short_code, d.tail) from payouts.destinations d
                where d.destination_id::text = p_destination and d.party_kind = 'owner' and d.party_id = p_owner_id
                  and d.removed_at is null and d.usable_from <= clock_timestamp()) end
$$;
comment on function payouts.standing_destination is
  'Such as 07xx..345; null: no such destination, or it is too new. Raises nothing.';
