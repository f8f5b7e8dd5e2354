-- People type their phone number where a plate, a receipt or an id is asked. What they typed may stay in
-- the audit log, which keeps everything for ever; the number may not: of nine digits or more, however they are set
-- apart, the last three stay.
-- Source: issue 3 (phones, names, bodies); web/security/phones.py does the same at the edge. Locks: none. Repeat: pure.
create or replace function privacy.mask_numbers(
  p_text text
) returns text
language sql immutable as $$
  -- Digits of ours, Arabic, Persian and full-width ones; between two of them up to three spaces, dots, dashes, strokes,
  -- brackets or what nobody sees, or one comma or apostrophe.
  select regexp_replace(p_text,
    replace(replace('#(?:~#){5,}((?:~#){3})', '~',
    '(?:[\s\u00a0\u2007\u202f./()_\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff-]{0,3}|[,''\u2019\u00b7])'
    ''),
                                        '#', '[0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]'), '***\1', 'g')
$$;
comment on function privacy.mask_numbers is
  'The text with every run of nine or more digits masked, all but its last three. Raises nothing.';
