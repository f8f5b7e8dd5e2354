begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.card() returns jsonb language sql as $$
  select fares.day_message_card(p_user_id => pg_temp.id('owner'), p_owner_ids => array[o.owner_id],
    p_on => '2026-11-21') - 'sent_at' from fleet.owners o where o.name = 'Mama Njeri' $$;
select is(pg_temp.card(), '{"state": "on", "at": "21:00", "asof": null}', 'everybody gets it at first');
insert into fares.day_messages (owner_id, business_on, asof, people)
values (:owner_id, '2026-11-21', '5-1795294799', 1);
select is(pg_temp.card() ->> 'asof', '5-1795294799', 'the position that the SMS showed');
insert into fares.day_messages_off (user_id) values (pg_temp.id('owner'));
select is(pg_temp.card() ->> 'state', 'off', 'or who does not want it');
select finish(); rollback;
