begin; select plan(9);
\ir ../fixtures/owner_dials.psql
create function pg_temp.open(p_state text) returns text language sql as $$
  select concat_ws(' ', s.state, s.context ->> 'parties', s.context ->> 'page') from ussd.open_payout(
    pg_temp.own_screen(p_state), now()) s $$;
select is(pg_temp.open('start'), 'payout', 'an owner withdraws');
select is((ussd.open_payout(pg_temp.own_screen('start'), now())).context -> 'party', pg_temp.party('owner'),
  'the only party is chosen');
select is(pg_temp.said(ussd.open_payout(pg_temp.on_screen('start'), now())),
  'start: ' || pg_temp.text('ussd_not_found', '6'), 'for a passenger, 6 is no vehicle');
select is(pg_temp.said(ussd.open_payout(pg_temp.on_screen(t), now())), t || ': ' || pg_temp.text('ussd_hint'),
  'nor a choice on screen ' || t) from unnest(array['repeat', 'help']) t;
select is((ussd.answer_repeat(pg_temp.own_screen('repeat'), '6', now())).state, 'payout',
  'an owner who has paid a fare withdraws as well');
select is((ussd.answer_help(pg_temp.own_screen('help'), '6', now())).state, 'payout', 'and from the help');
select pg_temp.also('crew', 'vehicle', :vehicle_id) \g /dev/null
select is(pg_temp.open('start'), format('payout_party [{"id": %s, "kind": "owner"}, {"id": %s, "kind": "user"}] 1',
  :owner_id, :owner_user_id), 'who has several parties chooses');
update access.role_grants set valid_to = clock_timestamp() where scope_kind = 'owner';
select is((ussd.open_payout(pg_temp.own_screen('start'), now())).context -> 'party', pg_temp.party('user'),
  'a crew member alone does not');
select finish(); rollback;
