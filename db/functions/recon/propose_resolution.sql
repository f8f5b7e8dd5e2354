-- Proposes how a break ends, with the reason; a second person decides. That the operator took a payment back is
-- proposed as such (config.change_config), and the break ends by itself when two people have recorded it.
-- Locks: the break's row. Repeat: proposed, while it waits. Source: docs/decisions/reconciliation.md.
create or replace function recon.propose_resolution(
  p_user_id    bigint,
  p_break_id   bigint,
  p_resolution text,   -- explained, forced, posted, reversal, not_money
  p_reason     text
) returns text language plpgsql as $$
declare
  v_break   recon.breaks;
  v_outcome text;
  v_id      bigint;
begin
  select b.* into v_break from recon.breaks b where b.break_id = p_break_id for no key update;
  if v_break.state is distinct from 'open' then
    return coalesce(v_break.state, 'gone');
  end if;
  v_outcome := recon.resolution_fits(p_break => v_break, p_resolution => p_resolution);
  if v_outcome <> 'fits' then
    return v_outcome;
  elsif messaging.is_reason(p_text => p_reason) is not true then
    return 'no_reason';
  end if;
  if p_resolution = 'reversal' then
    v_outcome := config.change_config(p_made_by => p_user_id, p_kind => 'reversal', p_phone_hash => null,
      p_subject => (select l.linked_receipt from recon.lines l where l.line_id = v_break.line_id),
      p_value => '{"taken_back": "yes"}', p_reason => p_reason);
    update recon.breaks b set resolution = 'reversal' where b.break_id = p_break_id and v_outcome = 'proposed';
    return case v_outcome when 'proposed' then 'reversal' when 'open' then 'proposed' else v_outcome end;
  end if;
  insert into recon.resolutions (break_id, proposed_by, resolution, reason)
  values (p_break_id, p_user_id, p_resolution, btrim(p_reason)) returning resolution_id into v_id;
  perform access.record_four_eyes(p_user_id, 'maker', 'recon.resolutions:' || v_id);
  update recon.breaks b
     set state = 'proposed', resolution = p_resolution, reason = btrim(p_reason), proposed_by = p_user_id,
         proposed_at = clock_timestamp()
   where b.break_id = p_break_id;
  return 'proposed';
end $$;
comment on function recon.propose_resolution is 'Outcome proposed, reversal (it waits among the reversals), no_reason, '
  'what recon.resolution_fits says, same (recorded before), or the state that the break has (gone: none). '
  'Raises nothing.';
