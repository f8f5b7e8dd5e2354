insert into bench.single (note) values ('one row');
