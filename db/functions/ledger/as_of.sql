-- Reads which state of the ledger a page shows. Every link of a page carries it, so that page, CSV, print and a later
-- look agree to the cent. Source: docs/decisions/owner-pages.md. Repeat: a position stays valid for ever.
create or replace function ledger.as_of(
  p_asof text   -- <horizon>-<epoch second> as printed by a page; null or empty: now
) returns table (horizon xid8, moment timestamptz, asof text) language plpgsql stable as $$
declare
  v_given text[] := regexp_match(p_asof, '^([0-9]{1,19})(?:-([0-9]{1,10}))?$');
begin
  if p_asof <> '' and v_given is null then
    raise exception 'not a position of the ledger' using errcode = 'LFV64';
  end if;
  -- The future is not settled, so a future position is read as the present one.
  horizon := least(v_given[1]::xid8, ledger.horizon());
  moment := date_trunc('second', least(to_timestamp(v_given[2]::bigint), clock_timestamp()));
  asof := horizon || '-' || extract(epoch from moment)::bigint;
  return next;
end $$;
comment on function ledger.as_of is 'One row: horizon (entries of transactions below it count), moment (the time that '
  'partial periods are compared up to), asof (both, for links). Raises LFV64 (not a position).';
