-- The number of everyone, given to those who have none: small and dense, so that sets of people are small
-- bitmaps. The batch holds the tenant's lock, so no number is given twice.
WITH asked AS MATERIALIZED (
    SELECT a.tenant_id, a.person_id, k.number
    FROM unnest($1::text::text[], $2::text::text[]) AS a (tenant_id, person_id)
    LEFT JOIN LATERAL (
        SELECT number
        FROM people
        WHERE people.tenant_id = a.tenant_id AND people.person_id = a.person_id
        OFFSET 0
    ) k ON true
),
numbered AS (
    INSERT INTO people (tenant_id, person_id, number)
    SELECT a.tenant_id, a.person_id,
           coalesce(s.people, 0) + row_number() OVER (PARTITION BY a.tenant_id ORDER BY a.person_id)
    FROM asked a LEFT JOIN tenant_state s USING (tenant_id)
    WHERE a.number IS NULL
    RETURNING tenant_id, person_id, number
),
counted AS (
    INSERT INTO tenant_state AS s (tenant_id, people)
    SELECT tenant_id, count(*) FROM numbered GROUP BY tenant_id
    ON CONFLICT (tenant_id) DO UPDATE SET people = s.people + excluded.people
)
SELECT tenant_id, person_id, number FROM asked WHERE number IS NOT NULL
UNION ALL
SELECT tenant_id, person_id, number FROM numbered
