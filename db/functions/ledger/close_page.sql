-- Turn the page: from here on, all entries below the horizon have their place in the book for
-- good, and a balance as of this page never changes again.
-- Source: decision 0002. Locks: one closer at a time. Repeat: no transaction ended since, no new page.
create or replace function ledger.close_page() returns bigint
language plpgsql as $$
declare
  v_page_id bigint;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.close_page'));
  insert into ledger.pages (horizon)
  select ledger.horizon()
   where ledger.horizon() > coalesce((select max(p.horizon) from ledger.pages p), '0'::xid8)
  returning page_id into v_page_id;
  return v_page_id;
end $$;
comment on function ledger.close_page() is
  'Closes the open page at the present horizon; returns its id, or null when the horizon has not moved since the last one. Raises nothing.';
