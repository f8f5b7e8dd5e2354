begin; select plan(4);
\ir ../fixtures/vendors.psql
create function pg_temp.rule(p_plate text, p_share text, p_day text) returns text language sql as $$
  select owners.set_crew_rule(sha256('owner'), p_plate, p_share, p_day) ->> 'outcome' $$;
select is(pg_temp.rule('KZZ 002B', 'yes', '0'), 'absent', 'only their vehicles');
select is(array[pg_temp.rule('KZZ 001A', 'yes', 'x'), pg_temp.rule('KZZ 001A', 'yes', '1.50'),
  pg_temp.rule('KZZ 001A', 'yes', '20001')], array['amount_wrong', 'amount_wrong', 'amount_wrong'],
  'whole shillings, up to what one person may send alone');
select is(array[pg_temp.rule('KZZ 001A', 'yes', '1,000'), pg_temp.rule('KZZ 001A', 'no', '')],
  array['saved', 'saved'], 'it is saved');
select results_eq('select pays_share, voucher_day_cents from payouts.crew_rules', 'values (false, 0::bigint)',
  'the last one counts');
select * from finish(); rollback;
