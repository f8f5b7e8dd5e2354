begin; select plan(4);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00', 'stranger'),
  fares.open_dispute('RFN0000001', sha256('stranger'), 'other', 'sms', null) \g /dev/null
select messaging.raise_alarm('dispute_waits', 'RFN0000001', 'x') \g /dev/null
create function pg_temp.ending(p_state text, p_method text) returns text language plpgsql as $$
declare v fares.disputes; begin
  select * into v from fares.disputes; v.method := p_method; v.reason := 'because'; v.amount_cents := 7000;
  return fares.end_dispute(v, p_state, pg_temp.id('ops'));
end $$;
select is(pg_temp.ending('refunded', 'phone'), 'no_phone', 'what can''t be paid stays open');
select is((select state from fares.disputes), 'open', 'it does');
select is(pg_temp.ending('refunded', 'credit'), 'refunded', 'as credit');
select is((select acknowledged_reason from messaging.alarms where kind = 'dispute_waits'), 'decided', 'the alarm ends');
select * from finish(); rollback;
