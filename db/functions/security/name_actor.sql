-- A door knows who is asking: from here to the end of the transaction that person is the actor of what the trail is told.
-- Source: issue 3 (the trail says who); decision 0090. Locks: none. Repeat: the newest counts.
create or replace function security.name_actor(
  p_user_id bigint
) returns void
language plpgsql as $$
begin
  perform set_config('lipa.actor', 'user:' || p_user_id, true),
          set_config('lipa.actor_proof', security.actor_proof(p_actor => 'user:' || p_user_id), true);
end $$;
comment on function security.name_actor(bigint) is
  'Names a person as the actor of this transaction, with the proof that the trail wants. Raises nothing.';
