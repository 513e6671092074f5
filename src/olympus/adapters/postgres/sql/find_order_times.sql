-- When people ordered first and last, looked up in the facts: an order of theirs was cancelled, or turned out
-- to be placed otherwise. From either end of the index until an order is found that holds.
UPDATE people p
SET first_ordered_at = first.at, last_ordered_at = last.at
FROM unnest($1::text::text[], $2::text::text[]) AS d (tenant_id, person_id)
LEFT JOIN LATERAL (
    SELECT f.at
    FROM events f
    WHERE f.tenant_id = d.tenant_id AND f.person_id = d.person_id AND f.kind = 'order_placed' AND {holds}
    ORDER BY f.at
    LIMIT 1
) first ON true
LEFT JOIN LATERAL (
    SELECT f.at
    FROM events f
    WHERE f.tenant_id = d.tenant_id AND f.person_id = d.person_id AND f.kind = 'order_placed' AND {holds}
    ORDER BY f.at DESC
    LIMIT 1
) last ON true
WHERE p.tenant_id = d.tenant_id AND p.person_id = d.person_id
