-- From the first fact of a tenant to just after the last.
SELECT min(f.first_at) AS first_at, max(f.last_at) + interval '1 microsecond' AS after_last
FROM (
    SELECT (SELECT at FROM events WHERE tenant_id = $1 AND kind IS NOT NULL ORDER BY at LIMIT 1) AS first_at,
           (SELECT at FROM events WHERE tenant_id = $1 AND kind IS NOT NULL ORDER BY at DESC LIMIT 1) AS last_at
) f
