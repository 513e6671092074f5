-- Remember stock facts, and which products and locations they touch since when.
WITH recorded AS (
    INSERT INTO stock (tenant_id, product_id, location_id, at, event_id, quantity, change, reorder_point)
    SELECT tenant_id, stock_product_id, coalesce(incoming.location_id, ''), incoming.at, event_id,
           stock_quantity::numeric, stock_change::numeric, reorder_point::numeric
    FROM incoming JOIN fresh USING (tenant_id, event_id)
    WHERE stock_product_id IS NOT NULL
    RETURNING tenant_id, product_id, location_id, at
),
items AS (
    INSERT INTO stock_items
    SELECT DISTINCT tenant_id, product_id, location_id FROM recorded
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
)
INSERT INTO touched_stock
SELECT tenant_id, product_id, location_id, min(at) FROM recorded GROUP BY 1, 2, 3
