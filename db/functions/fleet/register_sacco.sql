-- Registers a SACCO. Locks: the name it inserts. Repeat: the name is taken. Source: docs/decisions/onboarding.md.
create or replace function fleet.register_sacco(p_name text) returns jsonb language plpgsql as $$
declare
  v_name     text := messaging.gsm_text(p_text => p_name);
  v_sacco_id bigint;
begin
  if length(v_name) between 3 and 60 is not true
     or v_name ~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]' then
    return jsonb_build_object('outcome', 'name_wrong');
  elsif not exists (select from fleet.saccos s where lower(s.name) = lower(v_name)) then
    insert into fleet.saccos (name) values (v_name)
    on conflict (name) do nothing returning sacco_id into v_sacco_id;
  end if;
  return case when v_sacco_id is null then jsonb_build_object('outcome', 'name_taken')
              else jsonb_build_object('outcome', 'registered', 'sacco_id', v_sacco_id) end;
end $$;
comment on function fleet.register_sacco is
  'Outcome registered (with sacco_id), name_wrong (3 to 60 letters that an SMS can show) or name_taken. Raises '
  'nothing.';
