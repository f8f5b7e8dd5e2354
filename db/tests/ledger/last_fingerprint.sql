begin; select plan(4);
select is(ledger.last_fingerprint(p_from => '2019-01-01', p_to => '2019-01-31'), null, 'days without a seal have none');
select is(ledger.last_fingerprint(p_from => null, p_to => null), null, 'no days, none');
select ledger.write_seals(p_horizon => '90', p_closes => '2019-11-20') \g /dev/null
select ledger.write_seals(p_horizon => '95', p_closes => '2019-11-21') \g /dev/null
select is(ledger.last_fingerprint(p_from => '2019-11-01', p_to => '2019-11-30'), jsonb_build_object('on', '2019-11-21',
  'text', ledger.fingerprint(p_on => '2019-11-21')), 'the last day that has one');
select is(ledger.last_fingerprint(p_from => '2019-11-01', p_to => '2019-11-20'), jsonb_build_object('on', '2019-11-20',
  'text', ledger.fingerprint(p_on => '2019-11-20')), 'within the period');
select finish(); rollback;
