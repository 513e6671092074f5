-- The last known level of every product and location just before an instant, summed up.
SELECT sum(s.level) AS on_hand,
       count(*) FILTER (WHERE s.level <= coalesce(s.level_reorder_point, $4::numeric)) AS warnings,
       count(*) FILTER (WHERE s.level <= 0) AS out_of_stock
FROM stock_items i
CROSS JOIN LATERAL (
    SELECT s.level, s.level_reorder_point
    FROM stock s
    WHERE s.tenant_id = i.tenant_id AND s.product_id = i.product_id AND s.location_id = i.location_id
      AND s.at < $3
    ORDER BY s.at DESC, s.event_id DESC
    LIMIT 1
) s
WHERE i.tenant_id = $1 AND ($2::text IS NULL OR i.location_id = $2)
