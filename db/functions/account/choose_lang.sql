-- Stores the language a person chose, English or Kiswahili.
-- Locks: the person's row. Repeat: the same choice changes nothing.
create or replace function account.choose_lang(p_session bytea, p_lang text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if p_lang is null or p_lang not in ('sw', 'en') then
    raise exception 'the language is neither sw nor en' using errcode = 'LFV63';
  end if;
  update accounts.users u set lang = p_lang where u.user_id = v_user_id and u.lang <> p_lang;
end $$;
comment on function account.choose_lang is
  'Remembers a person''s language. Raises LFA60 (not signed in), LFV63 (neither sw nor en).';
