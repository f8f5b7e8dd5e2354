begin; select plan(6);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('2000') \g /dev/null
create function pg_temp.redeem_as(p_session text, p_vendor text, p_digits text default '482913') returns text
  language sql as $$ select ops.redeem_voucher(sha256(p_session::bytea), p_vendor, 'KZZ 001A',
    sha256(p_digits::bytea), '1500', 'form') ->> 'outcome' $$;
select is(array[pg_temp.redeem_as('finance', :'station'), pg_temp.redeem_as('ops', 'x')], array['absent', 'absent'],
  'operations, for a vendor that exists');
select is(pg_temp.redeem_as('ops', :'station', '000000'), 'wrong', 'the digits count');
select is(pg_temp.redeem_as('ops', :'station'), 'redeemed', 'a station calls');
select is((select count(*)::int from payouts.payouts), 1, 'it is paid once');
select is((select count(*)::int from audit.changes where action = 'redeem_voucher'), 2, 'and in the audit log');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 day';
select throws_ok(format($$ select pg_temp.redeem_as('ops', '%s') $$, :station), 'LFA86', null,
  'it needs a fresh second factor');
select * from finish(); rollback;
