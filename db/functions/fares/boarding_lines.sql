-- The payers of a trip that were posted within a time, as one SMS has room for, oldest first, and how many more.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function fares.boarding_lines(
  p_trip_id bigint,
  p_since   timestamptz,   -- posted after this
  p_until   timestamptz,   -- and until this
  p_lang    text
) returns text language sql stable as $$
  with new as (
    select row_number() over (order by f.paid_at, f.receipt) as n, count(*) over () as of_all,
           ' ' || fares.list_line(p_lang => p_lang, p_row => jsonb_build_object('state', 'paid',
             'at', f.paid_at at time zone config.setting(p_setting => 'time_zone'), 'cents', f.amount_cents,
             'seats', i.seats, 'stage', s.name, 'last3', f.payer_last3,
             'label', fares.seat_label(p_payment_ref => f.payment_ref))) as line
      from fares.trip_fares(p_trip_id => p_trip_id) f
      join ledger.journals j on j.journal_id = f.journal_id and j.posted_at > p_since and j.posted_at <= p_until
      left join mobile_money.payment_intents i on i.payment_ref = f.payment_ref
      left join fleet.stages s on s.stage_id = i.stage_id),
  fitting as (   -- 160 without the door code, the word before and "+99"
    select * from (select n.*, sum(length(n.line) + 1) over (order by n.n) as length from new n) m
     where m.length <= 130)
  select string_agg(f.line, ',' order by f.n)
         || case when max(f.of_all) > count(*) then ' +' || (max(f.of_all) - count(*)) else '' end
    from fitting f
$$;
comment on function fares.boarding_lines is ' SIMBA27 60 Kawangw ..126, …; null: nobody new. Raises nothing.';
