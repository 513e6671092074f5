-- The bitmaps of the whole cells of an interval, span by span: each is one range of the key.
SELECT p.population::text, r.people
FROM unnest($3::grain[], $4::timestamptz[], $5::timestamptz[]) AS s (grain, lower, upper)
CROSS JOIN unnest(enum_range(NULL::population)) AS p (population)
CROSS JOIN LATERAL (
    SELECT r.people
    FROM people_rollup r
    WHERE r.tenant_id = $1 AND r.population = p.population AND r.grain = s.grain
      AND r.bucket >= coalesce(s.lower, '-infinity') AND r.bucket < coalesce(s.upper, 'infinity')
      AND ($2::text IS NULL OR r.location_id = $2)
    OFFSET 0
) r
