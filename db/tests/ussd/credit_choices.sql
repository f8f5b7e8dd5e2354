begin; select plan(3);
\ir ../fixtures/credit.psql
create function pg_temp.choices(p_cents bigint, p_lang text default 'sw') returns text language sql as $$
  select ussd.credit_choices(sha256('sim'), (select vehicle_id from fleet.vehicles), p_cents, p_lang, now()) $$;
select is(pg_temp.choices(6000), '', 'nothing to offer');
select pg_temp.credit('CHC0000001', '20.00') \g /dev/null
select is(pg_temp.choices(6000), E'3 Tumia salio 20\n', 'what it pays of this fare');
select is(pg_temp.choices(1000, 'en'), E'3 Use credit 10\n', 'never more than the fare');
select * from finish(); rollback;
