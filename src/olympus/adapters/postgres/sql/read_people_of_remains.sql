-- The numbers of the people between an interval's ends and its first and last whole cell.
SELECT CASE c.measure WHEN 'login' THEN 'logged_in' ELSE 'ordered' END AS population,
       array_agg(p.number) AS numbers
FROM ({contributions}) c
JOIN people p USING (tenant_id, person_id)
WHERE $2::text IS NULL OR c.location_id = $2
GROUP BY 1
