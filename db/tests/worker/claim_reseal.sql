begin;
set constraints all immediate;
select plan(7);
create function pg_temp.claim() returns text language sql as $$
  select concat_ws(' ', verdict, sealed_column, kind, cardinality(row_keys), cardinality(sealed)) from worker.claim_reseal(p_key_id => 'k2', p_limit => 3) $$;
insert into security.phones (phone_hash, phone_sealed, phone_last3)
select sha256(n::text::bytea), case when n < 4 then '\x01026b3100'::bytea else '\x01026b3200' end, '126' from generate_series(1, 4) n;
select set_eq($$ select pg_temp.claim() from generate_series(1, 6) $$,
  array['page messaging.inbound.text_sealed sms 0 0', 'page mobile_money.access_tokens.token_sealed token 0 0',
        'page mobile_money.mpesa_callbacks.body_sealed body 0 0', 'page mobile_money.payment_intents.checkout_sealed checkout 0 0',
        'page security.phones.phone_sealed phone ' || (select count(*) || ' ' || count(*) from (
            select phone_sealed from security.phones order by phone_hash limit 3) t where phone_sealed = '\x01026b3100'),
        'page security.phones.phone_sealed phone ' || (select count(*) || ' ' || count(*) from (
            select phone_sealed from security.phones order by phone_hash offset 3) t where phone_sealed = '\x01026b3100')],
  'column after column, page after page; what the new key sealed already is left out');
select is(pg_temp.claim(), 'page security.phones.phone_sealed phone 0 0', 'the end of the table is a page too');
select is((select passes from security.reseals where sealed_column = 'security.phones.phone_sealed'), 1, 'because something was found there will be another pass');
update security.phones set phone_sealed = '\x01026b3200';
select pg_temp.claim() from generate_series(1, 20) \g /dev/null
select is(pg_temp.claim(), 'done 0 0', 'then all is done');
select is((select count(*) from security.reseals where key_id = 'k2' and finished_at is not null),
          (select count(*) from security.sealed_columns()), 'in every column');
select isnt((select finished_at from audit.reseals where sealed_column = 'security.phones.phone_sealed' and key_id = 'k2'), null, 'as auditors see');
select is((select verdict from worker.claim_reseal('k3', 3)), 'page', 'the next key begins anew');
select * from finish();
rollback;
