-- The texts that we send to people, from texts.csv (columns key, sw, en): new and changed lines are written, and rows
-- without a line are deleted.
select to_regclass('messaging.texts') is not null as has_texts \gset
\if :has_texts
create temporary table texts_from_file (key text primary key, sw text not null, en text not null) on commit drop;
\copy texts_from_file from 'db/functions/messaging/texts.csv' with (format csv, header true, encoding 'UTF8')
insert into messaging.texts as t (key, sw, en)
select f.key, f.sw, f.en from texts_from_file f
    on conflict (key) do update set sw = excluded.sw, en = excluded.en
 where (t.sw, t.en) is distinct from (excluded.sw, excluded.en);
delete from messaging.texts t where not exists (select from texts_from_file f where f.key = t.key);
\endif
