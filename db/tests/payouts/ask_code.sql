begin; select plan(4);
\ir ../fixtures/payouts.psql
create function pg_temp.code(p_amount text) returns text language sql as $$
  select payouts.ask_code(pg_temp.id('owner'), sha256('owner'), null, 'owner', o.owner_id, '', p_amount, 'own',
    sha256('code'), '\x01') ->> 'outcome' from fleet.owners o where o.name = 'Mama Njeri' $$;
select is(pg_temp.code(null), 'amount_wrong', 'not without an amount');
select is(pg_temp.code('900'), 'sent', 'sent');
select is((select concat_ws(' ', amount_cents, destination) from accounts.one_time_codes), '90000 07xx..126',
  'bound to amount and destination');
select is((select count(*) from messaging.outbox where payload ->> 'text' like '%900%07xx..126%ZUIA'), 1::bigint,
  'the SMS names both, and how to stop it');
select finish(); rollback;
