-- migrate:up
-- A key that seals is replaced while we serve: what the old one sealed is opened and sealed again,
-- column by column, page by page. Here stands how far that has come.

create table security.reseals (
  sealed_column text        not null,
  key_id        text        not null,
  after_key     text,
  passes        int         not null default 0,
  found         bigint      not null default 0,
  broken        bigint      not null default 0,
  resealed      bigint      not null default 0,
  started_at    timestamptz not null default clock_timestamp(),
  finished_at   timestamptz,
  primary key (sealed_column, key_id),
  constraint reseals_key_id_is_short check (length(key_id) between 1 and 32)
);
comment on table security.reseals is 'Progress of sealing again under key_id, one row a column of security.sealed_columns(). after_key: the last row looked at in this pass; found, broken: values under other keys in this pass, and those of them that no key of ours opens; resealed: written so far. Finished when a whole pass found nothing that could be opened.';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
