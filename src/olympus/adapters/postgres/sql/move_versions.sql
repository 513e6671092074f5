-- A version beyond the one before, and beyond any that a backup or a standby that was promoted does not know
-- of: what was kept under a version that was lost must not come back. Hence microseconds since 1970, and one
-- more where the clock has stood still. In the order of the keys, so that two never wait in a circle.
INSERT INTO tenant_state AS s (tenant_id, version)
SELECT tenant_id, floor(extract(epoch FROM clock_timestamp()) * 1000000)
FROM unnest($1::text[]) AS changed (tenant_id)
ORDER BY tenant_id COLLATE "C"
ON CONFLICT (tenant_id) DO UPDATE SET version = greatest(s.version + 1, excluded.version)
RETURNING tenant_id, version
