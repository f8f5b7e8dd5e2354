begin; select plan(4);
\ir ../fixtures/trust.psql
select is(ops.want_trust_proof(sha256('finance')) ->> 'outcome', 'wanted', 'finance asks');
select pg_temp.tell(100000, p_at => now() - interval '1 minute');
select is(recon.is_answer_wanted(null, clock_timestamp()), true, 'the worker asks the operator');
select is(ops.want_trust_proof(sha256('finance')) ->> 'outcome', 'wanted', 'again, the same wish');
select is(ops.want_trust_proof(sha256('owner')) ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
