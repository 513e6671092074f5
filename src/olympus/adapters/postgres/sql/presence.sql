-- Who appears in a quarter of an hour, and who may have gone from one because an order was
-- cancelled or came to another place. One row a person and cell, where anything changed.
INSERT INTO presence
SELECT tenant_id,
       CASE measure WHEN 'login' THEN 'logged_in' ELSE 'ordered' END::population,
       date_bin('15 minutes', at, '1970-01-01Z'), location_id, channel, person_id, sum(sign) > 0
FROM change
WHERE person_id IS NOT NULL
GROUP BY tenant_id, measure, 3, location_id, channel, person_id
HAVING sum(sign) <> 0
