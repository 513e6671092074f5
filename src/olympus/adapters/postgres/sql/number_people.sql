-- Give a number to everyone who has none: small and dense, so that sets of people are small bitmaps.
-- The batch holds the tenant's lock, so no number is given twice.
WITH unnumbered AS (
    SELECT DISTINCT p.tenant_id, p.person_id
    FROM presence p
    WHERE p.present
      AND NOT EXISTS (SELECT FROM people k WHERE k.tenant_id = p.tenant_id AND k.person_id = p.person_id)
),
numbered AS (
    INSERT INTO people (tenant_id, person_id, number)
    SELECT u.tenant_id, u.person_id,
           coalesce(s.people, 0) + row_number() OVER (PARTITION BY u.tenant_id ORDER BY u.person_id)
    FROM unnumbered u LEFT JOIN tenant_state s USING (tenant_id)
    RETURNING tenant_id
)
INSERT INTO tenant_state AS s (tenant_id, people)
SELECT tenant_id, count(*) FROM numbered GROUP BY tenant_id ORDER BY tenant_id
ON CONFLICT (tenant_id) DO UPDATE SET people = s.people + excluded.people
