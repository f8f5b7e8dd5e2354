begin; select plan(4);
\ir ../fixtures/vouchers.psql
create function pg_temp.ask_code(p_vendor text, p_plate text, p_cap text) returns text language sql as $$
  select owners.send_voucher_code(sha256('owner'), 'fuel', p_vendor, p_plate, p_cap, sha256('code'), '\x01', null)
    ->> 'outcome' $$;
select is(pg_temp.ask_code('', 'KZZ 002B', '100'), 'absent', 'only for their vehicles');
select is(array[pg_temp.ask_code('', 'KZZ 001A', '9999'), pg_temp.ask_code('x', 'KZZ 001A', '100')],
  array['not_enough', 'vendor_wrong'], 'no code for what can''t be issued');
select is(pg_temp.ask_code(:'station', 'KZZ 001A', '100'), 'sent', 'a code is sent');
select is((select o.payload ->> 'text' like '%KES 100%voucher KZZ 001A, Kencom Fuel%' from messaging.outbox o
  where o.key like 'code/%'), true, 'it says what for');
select * from finish(); rollback;
