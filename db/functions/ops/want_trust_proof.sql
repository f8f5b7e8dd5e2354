-- Asks for a new comparison now: the worker asks the operator for our balances within seconds, and the answer is
-- compared half a minute later. Locks: the wish. Repeat: the same wish, later. Source:
-- docs/decisions/reconciliation.md.
create or replace function ops.want_trust_proof(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.want_trust_proof') then
    return access.refuse(p_function => 'ops.want_trust_proof', p_subject => 'finance pages');
  end if;
  insert into recon.progress as g (job, done_to) values ('trust_wanted', clock_timestamp())
  on conflict (job) do update set done_to = excluded.done_to;
  return jsonb_build_object('outcome', 'wanted');
end $$;
comment on function ops.want_trust_proof is 'Outcome wanted, or absent (not allowed). Raises LFA60.';
