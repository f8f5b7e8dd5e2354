-- How far is a change of the sealing key?
-- Source: issue 3, progress visible; decision 0075.
create or replace view audit.reseals as
select r.key_id, r.sealed_column, r.resealed, r.found as found_this_pass, r.broken as broken_this_pass, r.passes,
       r.started_at, r.finished_at
  from security.reseals r;
comment on view audit.reseals is
  'Progress of sealing again under a new key, one row a column and key; finished_at: a whole pass found nothing left to seal again.';
