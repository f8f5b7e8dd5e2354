-- The chain of seals, with the outcome of each one's last verification. Source: docs/decisions/ledger.md.
create or replace view audit.seals as
select s.seal_id, s.business_on, s.entries, encode(s.seal_hash, 'hex') as seal_hash,
       encode(s.previous_hash, 'hex') as previous_hash, coalesce(k.verified, false) as verified,
       s.journals, s.sealed_at, s.closes_day, s.horizon_from, s.horizon, k.checked_at as verified_at,
       coalesce(k.faults, '[]') as broken
  from ledger.seals s left join audit.seal_checks k using (seal_id);
comment on view audit.seals is 'One row for each seal: its market day, how many entries and journals it covers, its '
  'hash and that of the seal before, and whether the last verification found all as sealed (broken: what it found). '
  'flask verify-seals verifies all of them.';
