-- When people ordered first and last, moved outwards by orders that came.
UPDATE people p
SET first_ordered_at = least(p.first_ordered_at, d.first_at),
    last_ordered_at = greatest(p.last_ordered_at, d.last_at)
FROM unnest($1::text::text[], $2::text::text[], $3::text::timestamptz[], $4::text::timestamptz[])
     AS d (tenant_id, person_id, first_at, last_at)
WHERE p.tenant_id = d.tenant_id AND p.person_id = d.person_id
  AND (p.first_ordered_at IS NULL OR d.first_at < p.first_ordered_at OR d.last_at > p.last_ordered_at)
