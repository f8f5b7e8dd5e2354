begin; select plan(5);
insert into recon.balance_answers (asked_at, told_at, accounts)
select t, t, '{"utility": 1}' from generate_series(timestamptz '2026-11-20 12:00+03', '2026-11-20 12:30+03', '5 min') t;
create function pg_temp.add(p_at text, p_cents bigint, p_state text default null) returns void language sql as $$
  insert into recon.trust_proofs (answer_id, made_at, at, state, without_statement, told_cents, bank_cents,
    charges_cents, fees_cents, lines_cents, payouts_cents, after_cents, owed_cents, difference_cents)
  select answer_id, told_at, told_at, coalesce(p_state, case p_cents when 0 then 'proven' else 'differs' end), '{}',
         p_cents, 0, 0, 0, 0, 0, 0, 0, p_cents
    from recon.balance_answers where told_at = ('2026-11-20 ' || p_at || '+03')::timestamptz $$;
create function pg_temp.since(p_at text) returns text language sql as $$
  select to_char(recon.trust_doubted_since(('2026-11-20 ' || p_at || '+03')::timestamptz) at time zone
                 'Africa/Nairobi', 'HH24:MI') $$;
select pg_temp.add('12:00', 100), pg_temp.add('12:05', 100) \g /dev/null
select is(pg_temp.since('12:14'), null, 'not before a quarter of an hour');
select is(pg_temp.since('12:15'), '12:00', 'then, since the first that differed');
select pg_temp.add('12:10', 0), pg_temp.add('12:15', 200) \g /dev/null
select is(pg_temp.since('12:25'), null, 'one that agreed begins anew');
select is(pg_temp.since('12:30'), '12:15', 'from the next that differs');
select is(recon.trust_doubted_since(null), null, 'nothing for NULL');
select finish(); rollback;
