begin; select plan(11);
\ir ../fixtures/conductor.psql
select pg_temp.join_trip() \g /dev/null
create temporary table held (s ussd.ussd_sessions);
-- Presses keys one after the other; the step or screen that follows, and the hint.
create function pg_temp.press(p_key text) returns text language plpgsql as $$
declare v ussd.ussd_sessions := (select s from held);
begin
  v.context := v.context - 'hint';
  v := ussd.press(p_session => v, p_key => p_key, p_pin => null, p_at => now());
  update held set s = v;
  return concat_ws(' ', v.state, v.context #>> '{cash,step}', v.context ->> 'hint');
end $$;
create function pg_temp.told() returns text language sql as $$
  select string_agg(concat_ws('/', cents, coalesce(seats::text, '-'), coalesce(digital_cents::text, '-')), ' '
    order by tally_id) from fares.cash_tallies $$;
insert into held select pg_temp.crew_screen('crew_money');
select is(pg_temp.press('1'), 'crew_cash cash', 'how much in cash');
select matches(pg_temp.press('5'), 'Si sahihi', 'less than ten shillings is no fare');
select matches(pg_temp.press('480.50'), 'Si sahihi', 'whole shillings only: a dot is not left out');
select is(pg_temp.press('480'), 'crew_cash seats', 'then for how many people');
select matches(pg_temp.press('6'), '^crew_money seats Imeandikwa: safari ya [0-9:]+, taslimu KES 480\.$',
  'all is told');
select is(pg_temp.told(), '48000/-/- 48000/6/-', 'each step was written down');
-- In shadow mode.
select pg_temp.shadow(), pg_temp.press('1') \g /dev/null
select is(pg_temp.press('1'), 'crew_cash digital', 'no cash; and by Lipa Fare, by its own count?');
select matches(pg_temp.press('900'), '^crew_money .*taslimu KES 0', 'without cash nobody paid it');
select is(pg_temp.told(), '48000/-/- 48000/6/- 0/-/- 0/-/90000', 'both counts');
select pg_temp.press('1') \g /dev/null
select is(pg_temp.press('2'), 'crew_cash cash', 'another trip: there is only this one');
update fleet.trips set opened_at = now() - interval '8 hours', ends_at = now() - interval '2 hours';
select matches((ussd.answer_crew_cash(p_session => (select s from held), p_key => '480', p_at => now())).context ->>
  'hint',
  'imefungwa', 'after the shift it is closed');
select finish(); rollback;
