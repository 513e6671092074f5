-- The basket of one order ($2), if it is placed and not cancelled.
SELECT f.at, f.event_id, f.order_id, f.person_id, f.location_id, f.product_ids
FROM events f
WHERE f.tenant_id = $1 AND f.order_id = $2 AND f.kind = 'order_placed' AND f.product_ids <> '{}'
  AND {holds}
