-- Seals all journals from the end of the newest seal up to a horizon: one seal for each market day among them, because
-- a seal and its fingerprint speak for one day. A journal that came into a day after its last seal, past the guards,
-- gets none: it must not stop the sealing of all others, and verification names it.
-- Locks: one caller at a time. Repeat: nothing new, nothing sealed.
-- Source: docs/decisions/ledger.md.
create or replace function ledger.write_seals(
  p_horizon xid8,   -- at most ledger.horizon()
  p_closes  date    -- the day whose last seal this writes, also when it has no new journals; null: none
) returns bigint language plpgsql as $$
declare
  v_seal   ledger.seals;
  v_day    record;
  v_closed date;
  v_sealed bigint := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.write_seals'));
  v_closed := coalesce((select max(s.business_on) from ledger.seals s where s.closes_day), '-infinity');
  select s.* into v_seal from ledger.seals s order by s.seal_id desc limit 1;
  v_seal.horizon_from := coalesce(v_seal.horizon, '0');
  if p_horizon is null or p_horizon < v_seal.horizon_from then
    return 0;
  end if;
  v_seal.horizon := p_horizon;
  for v_day in
    select d.business_on, count(l.leaf) as journals, coalesce(sum(l.entries), 0) as entries,
           coalesce(string_agg(l.leaf, '' order by l.journal_id), '') as leaves
      from (select x.* from ledger.leaves(p_from => v_seal.horizon_from, p_to => p_horizon) x
             where x.business_on > v_closed) l
      full join (select p_closes as business_on where p_closes is not null) c using (business_on)
     cross join lateral (select business_on) d
     group by d.business_on order by d.business_on
  loop
    v_seal.previous_hash := v_seal.seal_hash;
    v_seal.seal_id := coalesce(v_seal.seal_id, 0) + 1;
    v_seal.business_on := v_day.business_on;
    v_seal.closes_day := v_day.business_on is not distinct from p_closes;
    v_seal.journals := v_day.journals;
    v_seal.entries := v_day.entries;
    v_seal.leaves := v_day.leaves;
    v_seal.sealed_at := clock_timestamp();
    v_seal.seal_hash := ledger.seal_hash(p_seal => v_seal, p_leaves => v_seal.leaves);
    insert into ledger.seals values (v_seal.*);
    v_sealed := v_sealed + v_day.journals;
  end loop;
  perform ledger.add_trial_totals(p_horizon => p_horizon);
  return v_sealed;
end $$;
comment on function ledger.write_seals is 'How many journals were sealed. Raises LFV16 (the horizon is not settled).';
