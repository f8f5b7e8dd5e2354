-- Somebody was refused something: that belongs in the trail, which keeps everything for ever, so a flood must
-- not fill it. The very same refusal is told ten times an hour, and then the hundredth, thousandth, ten-thousandth
-- time, with how often. So are all of one kind by one, and all of one kind, from as many rows on as the settings allow;
-- strangers, who may have any number of addresses, are counted apart from people who are signed in, and hide nothing of them.
-- Junk at one door must not hide another: the first refusal of one at a door in an hour is told although they had their rows, as many such as rows.
-- Source: contracts, audit.changes; decision 0090. Locks: as security.count_refusal, from the narrow count to the wide, the
-- wide only for what is told. Repeat: counted once more.
create or replace function security.note_refusal(
  p_action  text,    -- refused, sign_in_refused, too_often …
  p_subject text,    -- schema.table:<key>; a key that was typed may be somebody's number, which is masked
  p_after   jsonb,   -- what else is worth knowing; never a phone number, name, token or code
  p_who     text     -- who it was, where nobody is signed in: address:…, phone:…; null: the actor, else the subject
) returns void
language plpgsql as $$
declare
  v_at     constant timestamptz := clock_timestamp();
  v_who    text := coalesce(p_who, security.actor(), p_subject);
  v_after  jsonb := p_after;
  v_kind   constant text := concat_ws(' ', 'kind', v_who, coalesce(p_after ->> 'door', split_part(p_subject, ':', 1)));
  v_is_new boolean;
  v_times  bigint;
  v_count  record;
begin
  for v_count in
    select * from (values
      ('times', concat_ws(' ', v_who, p_subject, p_after), 10),
      ('times_by_one', v_who, security.setting(p_setting => 'refusal_rows_by_one')::int),
      ('times_in_all', case when v_who like 'user:%' then 'signed in' else '' end, security.setting(p_setting => 'refusal_rows_in_all')::int)) c(name, key, told)
  loop
    v_times := security.count_refusal(p_action => p_action, p_key => v_count.key, p_at => v_at);
    v_is_new := v_count.name = 'times_by_one' and security.count_refusal(p_action => p_action, p_key => v_kind, p_at => v_at) = 1;
    if v_is_new and v_times > v_count.told then
      v_is_new := security.count_refusal(p_action => p_action, p_key => 'kinds ' || v_who, p_at => v_at) <= v_count.told;
    end if;
    if v_times > v_count.told and v_times::text !~ '^10*$' and not v_is_new then
      return;
    elsif v_times >= v_count.told then
      v_after := coalesce(v_after, '{}') || jsonb_build_object(v_count.name, v_times);
    end if;
  end loop;
  perform audit.record_event(p_action => p_action, p_subject => p_subject, p_after => v_after);
end $$;
comment on function security.note_refusal(text, text, jsonb, text) is
  'Writes a refusal to the trail of changes, or only counts it when many like it were told in this hour. Raises nothing.';
