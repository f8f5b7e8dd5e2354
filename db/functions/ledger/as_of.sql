-- Reads which state of the ledger a page shows. Every link of a page carries it, so that page, CSV, print and a later
-- look agree to the cent. No number begins with zero: the server would read it as octal. Source:
-- docs/decisions/owner-pages.md. Repeat: a position stays valid for ever.
create or replace function ledger.as_of(
  p_asof text   -- <horizon>-<epoch second> as printed by a page; null or empty: now
) returns table (horizon xid8, moment timestamptz, asof text, held_since timestamptz)
language plpgsql stable as $$
declare
  v_now   timestamptz := clock_timestamp();
  v_given text[] := regexp_match(p_asof, '^([1-9][0-9]{0,18})(?:-([0-9]{1,10}))?$');
begin
  if p_asof <> '' and v_given is null then
    raise exception 'not a position of the ledger' using errcode = 'LFV64';
  end if;
  -- The future is not settled, so a future position is read as the present one.
  horizon := least(v_given[1]::xid8, ledger.horizon());
  -- Nor is a position newer than the first cutoff above it, or yesterday's balance could be printed as today's. A page
  -- may take some seconds between reading its position and its clock.
  moment := date_trunc('second', least(to_timestamp(v_given[2]::bigint), v_now,
    (select c.closed_at + interval '10 seconds' from ledger.cutoffs c where c.horizon > as_of.horizon
      order by c.horizon limit 1)));
  if v_given is null then
    -- The figures are as old as the oldest transaction that still writes: nothing that committed after it began is in
    -- them, so nothing may be called silent since.
    moment := date_trunc('second', least(v_now, (select h.since from ledger.horizon_holder(p_horizon => horizon) h)));
    held_since := case when moment < v_now - interval '60 seconds' then moment end;
  end if;
  asof := horizon || '-' || extract(epoch from moment)::bigint;
  return next;
end $$;
comment on function ledger.as_of is
  'One row: horizon (entries of transactions below it count), moment (the time that partial periods are compared up '
  'to), asof (both, for links), held_since (moment, when the present position is over a minute old). Raises LFV64 '
  '(not a position).';
