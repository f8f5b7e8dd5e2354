-- Names who acted, as pages of staff show it: a person by sealed name (the web opens it) and three digits of the phone.
create or replace function accounts.actor_card(
  p_actor text   -- user:<id>, or a word such as passenger or system
) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('actor', p_actor, 'user_id', u.user_id, 'last3', u.phone_last3,
                                              'name_sealed', encode(u.name_sealed, 'base64')))
    from (select case when p_actor ~ '^user:[0-9]{1,18}$' then substr(p_actor, 6)::bigint end as id) a
    left join accounts.users u on u.user_id = a.id
   where p_actor is not null
$$;
comment on function accounts.actor_card is
  'actor and, of a person we know, user_id, last3 and name_sealed (base64); null for nobody. Raises nothing.';
