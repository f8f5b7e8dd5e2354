-- Writes every column of an entry as bytes that no setting of a session changes. A column that is added belongs here:
-- db/tests/ledger/entry_bytes.sql changes each in turn. Repeat: the same.
create or replace function ledger.entry_bytes(p_entry ledger.ledger_entries) returns bytea language sql stable as $$
  select int8send(p_entry.journal_id) || int2send(p_entry.line_no) || int8send(p_entry.sub_wallet_id)
      || int8send(p_entry.amount_cents) || xid8send(p_entry.xact) || convert_to(p_entry.currency, 'UTF8')
$$;
comment on function ledger.entry_bytes is
  'Bytes of an entry: columns of fixed length, then the currency, which is the only text. Null when a column is.';
