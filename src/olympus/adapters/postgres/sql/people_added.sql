-- The numbers to add to each quarter-hour cell.
SELECT p.tenant_id, p.population::text, p.bucket, p.location_id, p.channel, array_agg(k.number) AS numbers
FROM presence p JOIN people k USING (tenant_id, person_id)
WHERE p.present
GROUP BY 1, 2, 3, 4, 5
