begin;
select plan(3);
select is(security.pin_in_force(p_pin => row(array['new', 'old'], array['\x01', '\x02']::bytea[])::security.typed_pin), 2, 'before the change is open: the old key');
update security.settings set value = 'yes' where setting = 'lookup_key_moves';
select is(security.pin_in_force(p_pin => row(array['new', 'old'], array['\x01', '\x02']::bytea[])::security.typed_pin), 1, 'then the new one');
update security.settings set value = 'no' where setting = 'lookup_key_moves';
select is(security.pin_in_force(p_pin => row(array['new'], array['\x01']::bytea[])::security.typed_pin), 1, 'the only one there is');
select finish();
rollback;
