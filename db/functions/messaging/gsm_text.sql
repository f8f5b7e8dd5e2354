-- A name in letters that one SMS segment of 160 holds: Gatũndũ becomes Gatundu, Ng’ombe Ng'ombe. One other letter would
-- halve the segment of every receipt. What has no such form stays, and the table that keeps the name refuses it.
-- Source: docs/decisions/ussd-menu.md.
create or replace function messaging.gsm_text(p_text text) returns text language sql immutable as $$
  select btrim(regexp_replace(regexp_replace(
    normalize(translate(p_text, '‘’‛ʻʼʹ′´`“”„″«»‐‑‒–—―−', '''''''''''''''''''"""""""-------'), NFKD),
    '[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]', '', 'g'), '\s+', ' ', 'g'))
$$;
comment on function messaging.gsm_text is
  'The text without accents, its quotes, dashes and spaces plain. Raises nothing.';
