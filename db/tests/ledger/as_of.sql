begin;
select plan(8);
select is((select horizon from ledger.as_of(p_asof => null)), ledger.horizon(),
  'without a position it is the settled book of now');
select is((select a.asof from ledger.as_of(p_asof => '7-1763000000') a), '7-1763000000',
  'a position printed by a page is taken back unchanged');
select is((select a.moment from ledger.as_of(p_asof => '7-1763000000') a), to_timestamp(1763000000),
  'with the moment it was printed');
select is((select horizon from ledger.as_of(p_asof => '7')), '7'::xid8, 'a bare horizon will do');
select is((select horizon from ledger.as_of(p_asof => '9223372036854775807-9999999999')), ledger.horizon(),
  'what lies ahead is not settled and is read as now');
select ok((select moment <= clock_timestamp() from ledger.as_of(p_asof => '7-9999999999')),
  'no page is as of tomorrow');
select throws_ok($$ select ledger.as_of(p_asof => '7; drop table') $$, 'LFV64', null, 'anything else is refused');
select throws_ok($$ select ledger.as_of(p_asof => '99999999999999999999') $$, 'LFV64', null,
  'so is a number no book can reach');
select finish();
rollback;
