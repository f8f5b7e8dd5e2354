-- Seals what was posted since the newest seal, and verifies the new seals at once. The job of each minute. A large
-- backlog is sealed in parts, whole transactions each. Locks: one caller at a time.
-- Repeat: nothing new, nothing sealed. Source: docs/decisions/ledger.md.
create or replace function ledger.seal(
  p_most int   -- journals at a time
) returns bigint language plpgsql set enable_seqscan = off as $$
declare
  v_horizon xid8;
  v_last    ledger.seals;
  v_cut     bigint;
  v_sealed  bigint;
begin
  if (p_most > 0) is not true then
    raise exception 'seal at least one journal at a time' using errcode = 'LFV16';
  end if;
  perform pg_advisory_xact_lock(hashtext('ledger.write_seals'));
  v_horizon := ledger.horizon();
  select s.* into v_last from ledger.seals s order by s.seal_id desc limit 1;
  select j.xact::text::bigint into v_cut from ledger.journals j
   where j.xact::text::bigint >= coalesce(v_last.horizon, '0')::text::bigint
     and j.xact::text::bigint < v_horizon::text::bigint
   order by 1 offset p_most - 1 limit 1;
  v_horizon := least(v_horizon, (v_cut + 1)::text::xid8);
  v_sealed := ledger.write_seals(p_horizon => v_horizon, p_closes => null);
  if v_sealed > 0 then
    perform ledger.check_seals(p_from => coalesce(v_last.seal_id, 0) + 1, p_to => null);
  end if;
  return v_sealed;
end $$;
comment on function ledger.seal is
  'How many journals were sealed. Raises LFV16 (p_most not above 0; see ledger.write_seals).';
