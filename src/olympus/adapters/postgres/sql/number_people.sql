-- The number of everyone, given to those who have none: small and dense, so that sets of people are small
-- bitmaps. The batch holds the tenant's lock, so no number is given twice. When people ordered first and last is
-- moved outwards by the orders that came.
WITH asked AS MATERIALIZED (
    SELECT a.tenant_id, a.person_id, a.first_at, a.last_at, k.number IS NULL AS is_new,
           coalesce(k.number, coalesce(s.people, 0) + row_number() OVER (
               PARTITION BY a.tenant_id, k.number IS NULL ORDER BY a.person_id)) AS number,
           k.first_ordered_at IS NULL OR a.first_at < k.first_ordered_at OR a.last_at > k.last_ordered_at AS is_wider
    FROM unnest($1::text::text[], $2::text::text[], $3::text::timestamptz[], $4::text::timestamptz[])
         AS a (tenant_id, person_id, first_at, last_at)
    LEFT JOIN LATERAL (
        SELECT number, first_ordered_at, last_ordered_at
        FROM people
        WHERE people.tenant_id = a.tenant_id AND people.person_id = a.person_id
        OFFSET 0
    ) k ON true
    LEFT JOIN tenant_state s ON s.tenant_id = a.tenant_id
),
kept AS (
    INSERT INTO people AS p (tenant_id, person_id, number, first_ordered_at, last_ordered_at)
    SELECT tenant_id, person_id, number, first_at, last_at
    FROM asked
    WHERE is_new OR (is_wider AND first_at IS NOT NULL)
    ON CONFLICT (tenant_id, person_id) DO UPDATE SET
        first_ordered_at = least(p.first_ordered_at, excluded.first_ordered_at),
        last_ordered_at = greatest(p.last_ordered_at, excluded.last_ordered_at)
),
counted AS (
    INSERT INTO tenant_state AS s (tenant_id, people)
    SELECT tenant_id, count(*) FROM asked WHERE is_new GROUP BY tenant_id
    ON CONFLICT (tenant_id) DO UPDATE SET people = s.people + excluded.people
)
SELECT tenant_id, person_id, number FROM asked
