-- Returns the language of the signed-in person and which pages they may open. The path / redirects by it.
-- Locks: as accounts.signed_in_user. Repeat: reads.
create or replace function account.me(p_session bytea) returns jsonb -- sha256 of the token
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  return (select jsonb_build_object('lang', u.lang, 'viewer', access.viewer(p_user_id => u.user_id))
            from accounts.users u where u.user_id = v_user_id);
end $$;
comment on function account.me is
  '{"lang", "viewer": see access.viewer}. Raises LFA60 (not signed in).';
