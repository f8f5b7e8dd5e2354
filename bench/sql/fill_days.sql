-- Sixty days of fares of one owner with a hundred vehicles, all but the last day closed. Run by a superuser without the
-- guards, in a database of the benchmark, because posting them one by one takes an hour. psql variable fares: how many.
\set ON_ERROR_STOP on
set client_min_messages = warning;
set timezone = 'Africa/Nairobi';
select ddl_guard.open_window(p_reason => 'benchmark', p_minutes => 60) \g /dev/null
insert into fleet.saccos (name) values ('Bench Line') returning sacco_id \gset
insert into fleet.owners (name) values ('Bench Mmiliki') returning owner_id \gset
select fleet.register_route(p_sacco_id => :sacco_id, p_number => '46', p_corridor => 'Kencom-Kawangware',
                            p_stages => array['Kencom', 'Yaya', 'Kawangware']) as route_id \gset
create table bench.fleet as
select n, fleet.register_vehicle(p_plate => format('KYY %sZ', lpad(n::text, 3, '0')), p_route_id => :route_id,
                                 p_owner_id => :owner_id, p_seats => 33, p_at => '2020-01-01 00:00+03') as vehicle_id
  from generate_series(1, 100) n;
alter table bench.fleet add split_rule_id bigint, add trust bigint, add commission bigint, add pots bigint[];
update bench.fleet f set split_rule_id = fares.set_split_rule(p_vehicle_id => f.vehicle_id,
  p_effective_from => '2020-01-01 00:00+03', p_commission_bps => 200, p_commission_fixed_cents => 0,
  p_purposes => array['fuel', 'maintenance', 'sacco', 'insurance', 'profit'],
  p_shares_bps => array[3000, 500, 1000, 2000, 3500], p_home_purpose => 'profit', p_made_by => 'bench');
update bench.fleet f set trust = r.trust_sub_wallet_id, commission = r.commission_sub_wallet_id, pots = r.sub_wallet_ids
  from fares.split_rules r where r.split_rule_id = f.split_rule_id;
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('days'), '\x01', '126')
  returning user_id \gset
select access.grant_role(p_user_id => :user_id, p_role => 'owner', p_scope_kind => 'owner', p_scope_id => :owner_id),
       accounts.open_session(p_user_id => :user_id, p_session => sha256('days'), p_previous => null) \g /dev/null

-- Fares of whole shillings by the minute; transactions of several fares, because this server has not counted so far.
create table bench.paid as
select g.n, f.vehicle_id, f.split_rule_id, f.trust, f.commission, f.pots, d.on_day,
       d.on_day + interval '5 hours'
         + (g.n / 100 % (:fares / 6000)) * (interval '17 hours' / (:fares / 6000)) as paid_at,
       (10 + g.n * (pg_current_xact_id()::text::bigint - 20) / :fares)::text::xid8 as xact,
       5000 + g.n % 8 * 1000 as cents
  from generate_series(0::bigint, :fares - 1) as g(n)
  join bench.fleet f on f.n = g.n % 100 + 1
 cross join lateral (
   select ((now() at time zone 'Africa/Nairobi')::date - 60 + (g.n / (:fares / 60))::int) as on_day) d;
alter table ledger.journals disable trigger user;
alter table ledger.ledger_entries disable trigger user;
alter table fares.fares disable trigger user;
insert into ledger.journals (journal_id, kind, reference, business_on, value_at, posted_at, xact)
select 1000000 + n, 'fare', 'QB' || lpad(n::text, 8, '0'), on_day, paid_at, paid_at, xact from bench.paid order by n;
insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency, xact)
select 1000000 + p.n, l.line_no,
       case l.line_no when 1 then p.trust when 2 then p.commission else p.pots[l.line_no - 2] end,
       case l.line_no when 1 then -p.cents when 2 then p.cents / 50 else s.parts[l.line_no - 1] end, 'KES', p.xact
  from bench.paid p
  join (select c.cents, fares.split_amount(c.cents, 200, 0, array[3000, 500, 1000, 2000, 3500], 5) as parts
          from (select distinct cents from bench.paid) c) s using (cents)
 cross join generate_series(1, 7) as l(line_no)
 order by p.n, l.line_no;
insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at,
                         business_on, channel, xact)
select 'QB' || lpad(n::text, 8, '0'), 1000000 + n, vehicle_id, split_rule_id, cents, cents / 50, paid_at, on_day,
       'paybill', xact
  from bench.paid order by n;
alter table ledger.journals enable always trigger guard_append_only;
alter table ledger.journals enable always trigger guard_born_whole;
alter table ledger.ledger_entries enable always trigger guard_append_only;
alter table ledger.ledger_entries enable always trigger guard_born_balanced;
alter table fares.fares enable always trigger guard_append_only;
drop table bench.paid;
vacuum (analyze) ledger.journals;
vacuum (analyze) ledger.ledger_entries;
vacuum (analyze) fares.fares;
