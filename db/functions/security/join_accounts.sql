-- Two phones turn out to belong to one person: from now on their duties count as one person's. Where that
-- person has been maker and checker of one thing already, somebody must look at it.
-- By two people (security.propose_join), or by hand for the first ones.
-- Source: issue 3, Roles; decisions 0061, 0088. Locks: the one of security.disable_person, then both rows, lower id first. Repeat: joined again is joined.
create or replace function security.join_accounts(
  p_user_id bigint,
  p_other   bigint
) returns bigint
language plpgsql as $$
declare
  v_first  bigint;
  v_second bigint;
  v_moved  bigint[];
  v_could  boolean;
begin
  if num_nulls(security.person_of(p_user_id => p_user_id), security.person_of(p_user_id => p_other)) > 0 then
    raise exception 'no such person' using errcode = 'LFN80';
  end if;
  perform from security.roles r where r.role = 'finance' for no key update;
  -- Only now: who joined or separated one of them a moment ago has changed whose account it is.
  v_first := least(security.person_of(p_user_id => p_user_id), security.person_of(p_user_id => p_other));
  v_second := greatest(security.person_of(p_user_id => p_user_id), security.person_of(p_user_id => p_other));
  perform 1 from security.users u where u.user_id in (v_first, v_second) order by u.user_id for no key update;
  v_could := security.somebody_decides(p_without => null);
  -- One person is shut out with every account or with none.
  if (select count(distinct u.disabled_at is null) from security.users u
       where coalesce(u.same_person_as, u.user_id) in (v_first, v_second) and u.phone_sealed <> '') > 1 then
    raise exception 'one of the accounts is disabled' using errcode = 'LFC74';
  end if;
  if v_first <> v_second then
    with moved as (
      update security.users u set same_person_as = v_first where v_second in (u.user_id, u.same_person_as) returning u.user_id)
    select array_agg(m.user_id) into v_moved from moved m;
    perform messaging.raise_alarm(p_kind => 'duties_met', p_subject => m.subject,
              p_detail => format('%s in one person, %s', m.duties, 'user:' || v_first))
       from (select d.subject, string_agg(d.duty, ' and ' order by d.taken_at, d.duty) as duties
               from security.duties d where security.person_of(p_user_id => d.person_id) = v_first
              group by d.subject having bool_or(d.user_id = any (v_moved)) and count(*) > 1
                 -- Both are concerned by the proposal that joins them.
                 and bool_or(d.duty not in ('concerned', 'concerned_too'))) m;
    if v_could and not security.somebody_decides(p_without => null) then
      raise exception 'then nobody would be left to propose and to decide' using errcode = 'LFC75';
    end if;
    perform audit.record_event(p_action => 'join_accounts', p_subject => 'security.users:' || v_first, p_after => jsonb_build_object('joined', v_moved));
    perform security.tell_person(p_user_id => u.user_id, p_key => 'sms_joined') from security.users u
      where u.user_id = any (security.accounts_of(p_user_id => v_first)) and u.phone_sealed <> '';
  end if;
  return v_first;
end $$;
comment on function security.join_accounts(bigint, bigint) is
  'Says that two accounts are one person''s; returns the person''s first account; told by SMS; alarm duties_met for each thing on which they had two duties. Raises LFN80 (no such account), LFC74 (one is disabled and the other is not), LFC75 (then no two people would be left to propose and decide).';
