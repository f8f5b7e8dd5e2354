-- Writes every column of a journal as bytes that no setting of a session changes: texts with their length before them,
-- and a mark where one is null. A column that is added belongs here: db/tests/ledger/journal_bytes.sql changes each in
-- turn. Repeat: the same.
create or replace function ledger.journal_bytes(p_journal ledger.journals) returns bytea language sql stable as $$
  select int8send(p_journal.journal_id) || date_send(p_journal.business_on) || timestamptz_send(p_journal.value_at)
      || timestamptz_send(p_journal.posted_at) || xid8send(p_journal.xact)
      || coalesce('\x01'::bytea || int8send(p_journal.corrects_journal_id), '\x00')
      || int4send(octet_length(p_journal.kind)) || convert_to(p_journal.kind, 'UTF8')
      || int4send(octet_length(p_journal.reference)) || convert_to(p_journal.reference, 'UTF8')
      || coalesce(int4send(octet_length(p_journal.reason)) || convert_to(p_journal.reason, 'UTF8'), '\xffffffff')
$$;
comment on function ledger.journal_bytes is 'Bytes of a journal without its entries. Raises nothing.';
