-- Counts and movements of stock.
SELECT tenant_id, event_id, occurred_at AS told_at, product_id, product_name, location_id, quantity, change,
       reorder_point
FROM {dataset}.events
WHERE kind = 'stock' AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
