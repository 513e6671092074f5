-- A page of baskets ($4 rows) of orders that are placed and not cancelled, the latest first, beginning just
-- before a placing ($2, $3).
SELECT f.at, f.event_id, f.order_id, f.person_id, f.location_id, f.product_ids
FROM events f
WHERE f.tenant_id = $1 AND f.kind = 'order_placed' AND f.product_ids <> '{}'
  AND (f.at, f.event_id) < ($2, $3)
  AND {holds}
ORDER BY f.at DESC, f.event_id DESC
LIMIT $4
