-- Compares the times of pulled lines with the payments that we know: whole hours between most of them mean that the
-- operator's clock is another one than we believe. Locks: none. Repeat: the same.
create or replace function recon.clock_fault(p_short_code text, p_lines jsonb) returns text language sql stable as $$
  select format('the Pull API tells times %s hours off; set pull_clock_hours', d.hours)
    from (select mode() within group (order by round(extract(epoch from g.completed_at - p.paid_at) / 3600)) as hours,
                 count(*) as known
            from recon.given_lines(p_short_code => p_short_code, p_lines => p_lines) g
            join mobile_money.payments p on p.receipt = g.receipt and 'time_replaced' <> all (p.flags)) d
   where d.hours <> 0 and d.known >= 3
$$;
comment on function recon.clock_fault is
  'What is wrong, for staff; null when the times agree, or fewer than three of the payments are known. Raises nothing.';
