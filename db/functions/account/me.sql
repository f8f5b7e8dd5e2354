-- Who has just come in, which language do they read and which pages are theirs?
-- Source: contracts (/ sends to the right home). Locks: as accounts.signed_in_user. Repeat: reads.
create or replace function account.me(
  p_session bytea   -- sha256 of the browser's token
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  return (select jsonb_build_object('lang', u.lang, 'homes', access.homes(p_user_id => u.user_id))
            from accounts.users u where u.user_id = v_user_id);
end $$;
comment on function account.me is
  '{"lang", "homes": first path segments of this person''s pages}. Raises LFA60 (not signed in).';
