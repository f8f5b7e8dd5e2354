begin; select plan(5);
select is(ledger.open_day(p_at => '2026-11-29 12:00+03'), '2026-11-29'::date, 'today on the market''s clock');
select is(ledger.open_day(p_at => '2026-11-29 22:30Z'), '2026-11-30'::date, 'which is ahead of Greenwich');
insert into ledger.closed_days (business_on) values ('2026-11-28'), ('2026-11-29');
select is(ledger.open_day(p_at => '2026-11-29 12:00+03'), '2026-11-30'::date, 'the day after the last closed one');
select is(ledger.open_day(p_at => '2026-12-05 12:00+03'), '2026-12-05'::date,
  'closed days that are over don''t matter');
select is(ledger.open_day(p_at => null), '2026-11-30'::date, 'of no moment, the first open day');
select finish(); rollback;
