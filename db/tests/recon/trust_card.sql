begin; select plan(5);
\ir ../fixtures/trust.psql
select is(recon.trust_card('Africa/Nairobi') ->> 'state', 'no_statement', 'nothing was compared yet');
select pg_temp.prove(99900) \g /dev/null
select is(recon.trust_card('Africa/Nairobi') ->> 'difference_cents', '-100', 'the newest comparison');
select is(recon.trust_card('Africa/Nairobi') ->> 'in_trust_cents', '99900', 'what is there');
select is(recon.trust_card('Africa/Nairobi') #>> '{accounts,utility}', '99900', 'as it was told');
select is(recon.trust_card(null) ->> 'at', null, 'no time without a zone');
select finish(); rollback;
