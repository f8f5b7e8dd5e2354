begin;
\ir ../fixtures/one_vehicle.psql
select plan(7);
create function pg_temp.confirm(p_receipts text[], p_amounts text[], p_accounts text[])
returns table (outcome text, receipt text, journal_id bigint) language sql as $$
  select c.outcome, c.receipt, c.journal_id from telco.confirm_fares(
    p_receipts => p_receipts, p_amounts => p_amounts, p_bill_refs => p_accounts,
    p_trans_times => array(select pg_temp.told(now()) from unnest(p_receipts)),
    p_short_codes => array(select '400222' from unnest(p_receipts)),
    p_org_balances => array(select '' from unnest(p_receipts)),
    p_payer_hashes => array(select null::bytea from unnest(p_receipts)),
    p_payer_last3s => array(select '126' from unnest(p_receipts)),
    p_bodies_sealed => array(select '\x01'::bytea from unnest(p_receipts)),
    p_bodies_sha256 => array(select sha256(m.m::bytea) from unnest(p_receipts) as m(m))) as c $$;

select results_eq(
  $$select outcome, receipt from pg_temp.confirm(array['QKX7A1B2C1', 'QKX7A1B2C2', 'QKX7A1B2C3'],
      array['60.00', '50', 'NaN'], array['4628', 'NOSUCH', '4628']) order by receipt$$,
  $$values ('posted', 'QKX7A1B2C1'), ('suspense', 'QKX7A1B2C2'), ('quarantine', 'QKX7A1B2C3')$$,
  'each message of a company has its own outcome');
select is(pg_temp.balance(:trust), -6000::bigint, 'the fare is in the book');
select is(pg_temp.balance(:suspense), 5000::bigint, 'so is the money that found no vehicle');
select results_eq(
  $$select outcome, receipt from pg_temp.confirm(array['QKX7A1B2C1', 'QKX7A1B2C4'], array['60', '70'],
      array['4628', '4628']) order by receipt$$,
  $$values ('posted', 'QKX7A1B2C1'), ('posted', 'QKX7A1B2C4')$$,
  'a redelivery among new ones gets the first answer');
select is(pg_temp.balance(:trust), -13000::bigint, 'and only the new one brought money');
select is((select times_received from mobile_money.mpesa_callbacks where receipt = 'QKX7A1B2C1'), 2,
  'the redelivery is counted');
select pg_temp.remember() \g /dev/null
select throws_ok(
  $$select * from telco.confirm_fares(p_receipts => array['QKX7A1B2C5', 'QKX7A1B2C6'], p_amounts => array['60', '60'],
      p_bill_refs => array['4628', '4628'], p_trans_times => array['', ''], p_short_codes => array['400222', '400222'],
      p_org_balances => array['', ''], p_payer_hashes => array[null, null]::bytea[], p_payer_last3s => array['126', '126'],
      p_bodies_sealed => array['\x01', null]::bytea[], p_bodies_sha256 => array[sha256('5'), sha256('6')])$$,
  '23502', null, 'one that can''t be written takes the others with it, so that each can go by itself');
select * from finish();
rollback;
