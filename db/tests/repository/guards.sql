-- Every table of the ledger, and every partition, has its guards, and they can't be skipped.
begin; select plan(6);
create view pg_temp.guard_triggers as select t.tgrelid::regclass as tab, c.relname,
  t.tgname, t.tgenabled, t.tgtype from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname like 'guard\_%';

select is_empty($$ select c.oid::regclass from pg_class c
  where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'checkpoints'
  and not exists (select from pg_temp.guard_triggers g where g.tab = c.oid and g.tgname = 'guard_append_only') $$,
  'every table and partition of the ledger refuses update, delete and truncate');
select results_eq($$ select g.tab::text collate "C", string_agg(o.tgname::text, ' ' order by o.tgname) collate "C"
    from pg_temp.guard_triggers g left join pg_temp.guard_triggers o on o.tab = g.tab and o.tgname <> g.tgname
      where g.tgname = 'guard_append_only' and g.tgtype & 56 <> 56 group by g.tab order by 1 $$,
  $$ values ('ledger.checkpoints' collate "C", 'guard_proved' collate "C"),
    ('ledger.holds', 'guard_born_open guard_released_once'), ('ledger.manual_journals', 'guard_decided_once') $$,
  'except checkpoints, which can be rebuilt, holds, which are released once, and journals by hand, decided once');
select is_empty($$ select c.oid::regclass from pg_class c left join pg_inherits i on i.inhrelid = c.oid
      where (c.oid = 'ledger.ledger_entries'::regclass or i.inhparent = 'ledger.ledger_entries'::regclass)
        and not exists (select from pg_temp.guard_triggers g
                         where g.tab = c.oid and g.tgname = 'guard_born_balanced') $$,
  'entries are balanced when they are inserted, in every partition');
select is_empty($$ select tab, tgname from pg_temp.guard_triggers where tgenabled <> 'A' $$,
  'every guard is enabled always, also for replication roles');
select is_empty($$ select conrelid::regclass, conname from pg_constraint
      where contype = 'f' and conrelid in ('ledger.ledger_entries'::regclass, 'fares.fares'::regclass,
        'mobile_money.payments'::regclass, 'mobile_money.mpesa_callbacks'::regclass) $$,
  'no foreign key on the fare path, because two fares would lock the same row');
select is_empty($$ select c.oid::regclass, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('ledger', 'fares', 'mobile_money', 'fleet') and c.relkind in ('r', 'p') and a.attnum > 0
        and not a.attisdropped and (a.attname like '%\_cents' and a.atttypid
           not in ('bigint'::regtype, 'bigint[]'::regtype)
             or a.atttypid in ('numeric'::regtype, 'float8'::regtype, 'float4'::regtype, 'money'::regtype)) $$,
  'money is whole cents in bigint');
select finish(); rollback;
