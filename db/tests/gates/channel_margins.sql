begin; select plan(2);
select is(gates.channel_margins(), '[]', 'no day is counted');
insert into gates.channel_days (business_on, channel, fares, commission_cents, ussd_sessions, receipts, cost_cents)
values
  ('2026-11-27', 'ussd', 10, 1200, 12, 10, 2000), ('2026-11-26', 'ussd', 30, 3600, 31, 30, 1200),
  ('2026-11-20', 'ussd', 99, 0, 0, 0, 99999), ('2026-11-27', 'paybill', 0, 0, 0, 0, 0);
select is(gates.channel_margins(), '[
  {"channel": "paybill", "on": "2026-11-27", "fares": 0, "cents": 0, "margin_cents": null, "week_fares": 0,
   "week_margin_cents": null},
  {"channel": "ussd", "on": "2026-11-27", "fares": 10, "cents": -800, "margin_cents": -80, "week_fares": 40,
   "week_margin_cents": 40}]', 'the last day, and the seven days up to it');
select finish(); rollback;
