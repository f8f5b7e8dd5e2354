begin; select plan(5);
\ir ../fixtures/money_out.psql
create function pg_temp.unsure() returns text language sql as $$
  select string_agg(concat_ws(' ', u.amount_cents, u.charge_cents), ', ') from recon.unsure_payouts(
    p_at => clock_timestamp()) u $$;
select pg_temp.open_payout(p_cents => 50000, p_needs_approval => 'yes') as waits \gset
select is(pg_temp.unsure(), null, 'what nobody approved has not left');
select pg_temp.open_payout() as id \gset
select pg_temp.send(:id) \g /dev/null
select is(pg_temp.unsure(), '100000 500', 'what was sent may have left, with its charge');
update payouts.payouts set state = 'unknown' where payout_id = :id;
select is(pg_temp.unsure(), '100000 500', 'so may what has no answer');
select payouts.settle(p_payout_id => :id, p_receipt => 'QQUNSURE01', p_paid_at => now());
select is(pg_temp.unsure(), null, 'what was paid is known');
select is((select count(*) from recon.unsure_payouts(null)), 0::bigint, 'none for NULL');
select finish(); rollback;
