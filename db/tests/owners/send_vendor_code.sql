begin; select plan(5);
\ir ../fixtures/vendors.psql
create function pg_temp.ask_code(p_vendor text, p_plate text, p_amount text, p_session text default 'owner')
  returns text language sql as $$
  select owners.send_vendor_code(sha256(p_session::bytea), p_vendor, p_plate, p_amount, sha256('code'), '\x01', null)
    ->> 'outcome' $$;
select is(array[pg_temp.ask_code(:'station', 'KZZ 002B', '1000'),
  pg_temp.ask_code(:'station', 'KZZ 001A', '1000', 'ops')], array['absent', 'absent'], 'only for their vehicles');
select is(array[pg_temp.ask_code(:'station', 'KZZ 001A', '99999'), pg_temp.ask_code('x', 'KZZ 001A', '1000')],
  array['not_enough', 'vendor_wrong'], 'no code for what can''t be paid');
select is(pg_temp.ask_code(:'station', 'KZZ 001A', '1000'), 'sent', 'a code is sent');
select is((select o.payload ->> 'text' like '%KES 1,000%Kencom Fuel, till 123456%' from messaging.outbox o
  where o.key like 'code/%'), true, 'it says how much and to whom');
select is(pg_temp.pay(:station, '1000'), 'queued', 'and pays exactly that');
select * from finish(); rollback;
