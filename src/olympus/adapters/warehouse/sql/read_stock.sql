-- The stock as it was known just before each instant: the last count plus what moved since.
WITH told AS (
    SELECT i.label, c.product_id, c.location_id, c.quantity, c.change, c.reorder_point,
           COUNT(c.quantity) OVER before AS counts, COUNT(c.reorder_point) OVER before AS points
    FROM {dataset}.stock AS c
    JOIN UNNEST(@instants) AS i ON c.told_at < i.until
    WHERE c.tenant_id = @tenant{conditions}
    WINDOW before AS (
        PARTITION BY i.label, c.product_id, c.location_id
        ORDER BY c.told_at, c.event_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),
newest AS (
    SELECT told.*, MAX(counts) OVER items AS last_count, MAX(points) OVER items AS last_point
    FROM told
    WINDOW items AS (PARTITION BY label, product_id, location_id)
),
levels AS (
    SELECT label, product_id, location_id,
           SUM(IF(counts = last_count AND counts > 0, COALESCE(quantity, change, 0), NULL)) AS level,
           MAX(IF(points = last_point, reorder_point, NULL)) AS reorder_point
    FROM newest
    GROUP BY 1, 2, 3
)
SELECT c.label, SUM(c.level) AS on_hand,
       COUNTIF(COALESCE(c.level <= COALESCE(c.reorder_point, @default_reorder_point), FALSE)) AS warnings,
       COUNTIF(COALESCE(c.level <= 0, FALSE)) AS out_of_stock{by}
FROM levels AS c
GROUP BY 1{by}
