-- What only the owner of the tables can say of an actor: that a door named them, in this transaction.
-- Source: issue 3 (the trail says who); decision 0090. Locks: none. Repeat: the same within a transaction, another in the next.
create or replace function security.actor_proof(
  p_actor text   -- user:<id>
) returns text
language sql stable as $$
  select encode(sha256(k.secret || convert_to(concat_ws(' ', pg_backend_pid(), extract(epoch from now()), p_actor), 'UTF8')), 'hex')
    from security.actor_keys k
$$;
comment on function security.actor_proof(text) is
  'Hex of a keyed hash over the connection, the transaction''s beginning and the actor. Raises nothing.';
