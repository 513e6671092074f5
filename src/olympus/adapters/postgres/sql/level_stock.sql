-- Work the levels out anew from the first fact that came to each product and location:
-- the last count plus what moved since, starting from the level before it.
WITH touched_stock AS (
    SELECT *
    FROM unnest($1::text::text[], $2::text::text[], $3::text::text[], $4::text::timestamptz[])
         AS t (tenant_id, product_id, location_id, since)
),
later AS (
    SELECT s.*,
           count(s.quantity) OVER w AS counted,
           count(s.reorder_point) OVER w AS reordered
    FROM touched_stock t
    JOIN stock s USING (tenant_id, product_id, location_id)
    WHERE s.at >= t.since
    WINDOW w AS (PARTITION BY s.tenant_id, s.product_id, s.location_id ORDER BY s.at, s.event_id)
),
levelled AS (
    SELECT l.tenant_id, l.product_id, l.location_id, l.at, l.event_id,
           coalesce(first_value(l.quantity) OVER counts, b.level)
               + coalesce(sum(l.change) OVER counts, 0) AS level,
           coalesce(first_value(l.reorder_point) OVER points, b.level_reorder_point) AS level_reorder_point
    FROM later l
    JOIN touched_stock t USING (tenant_id, product_id, location_id)
    LEFT JOIN LATERAL (
        SELECT s.level, s.level_reorder_point
        FROM stock s
        WHERE s.tenant_id = t.tenant_id AND s.product_id = t.product_id AND s.location_id = t.location_id
          AND s.at < t.since
        ORDER BY s.at DESC, s.event_id DESC
        LIMIT 1
    ) b ON true
    WINDOW counts AS (PARTITION BY l.tenant_id, l.product_id, l.location_id, l.counted
                      ORDER BY l.at, l.event_id),
           points AS (PARTITION BY l.tenant_id, l.product_id, l.location_id, l.reordered
                      ORDER BY l.at, l.event_id)
)
UPDATE stock s
SET level = n.level, level_reorder_point = n.level_reorder_point
FROM levelled n
WHERE s.tenant_id = n.tenant_id AND s.product_id = n.product_id AND s.location_id = n.location_id
  AND s.at = n.at AND s.event_id = n.event_id
  AND (s.level IS DISTINCT FROM n.level OR s.level_reorder_point IS DISTINCT FROM n.level_reorder_point)
