begin; select plan(3);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
select pg_temp.open_payout(p_cents => 70000) as id \gset
select pg_temp.send(:id, 'unknown') \g /dev/null
select pg_temp.statement() as s \gset
create function pg_temp.fits(p_change jsonb) returns boolean language sql as $$
  select recon.is_line_of_payout(p_payout => p, p_line => jsonb_populate_record(null::recon.lines,
    '{"account": "utility", "amount_cents": -70000, "party_last3": "111"}'::jsonb
    || jsonb_build_object('completed_at', now()) || p_change)) from payouts.payouts p $$;
select ok(pg_temp.fits('{}'), 'the same amount, account, receiver and a time after it was asked for');
select is((select string_agg(c::text, ' ') from (values
    ('{"amount_cents": 70000}'::jsonb), ('{"account": "working"}'), ('{"party_last3": "112"}'),
    ('{"party_last3": null}'), ('{"completed_at": "2026-01-01"}'), ('{"completed_at": "2099-01-01"}')) v(c)
  where pg_temp.fits(c)), null, 'not with anything else');
update payouts.payouts set approved_by = :checker, approved_at = requested_at + interval '2 hours', sent_at = null;
select is(pg_temp.fits('{}') or not pg_temp.fits(jsonb_build_object('completed_at',
  now() + interval '119 minutes 50 seconds')), false, 'nor with a time before it was approved');
select finish(); rollback;
