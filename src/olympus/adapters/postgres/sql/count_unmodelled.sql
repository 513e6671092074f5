-- How many of the new events have a name that moves no figure.
SELECT count(*)
FROM incoming JOIN fresh USING (tenant_id, event_id)
WHERE name <> ALL ($1::text[])
