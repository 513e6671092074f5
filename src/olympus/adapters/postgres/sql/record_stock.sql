-- Remember stock facts, and which products there are at which locations.
WITH recorded AS (
    INSERT INTO stock (tenant_id, product_id, location_id, at, event_id, quantity, change, reorder_point)
    SELECT tenant_id, product_id, location_id, at, event_id,
           quantity::numeric, change::numeric, reorder_point::numeric
    FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[])
         AS s (tenant_id, product_id, location_id, at, event_id, quantity, change, reorder_point)
    RETURNING tenant_id, product_id, location_id
)
INSERT INTO stock_items
SELECT DISTINCT tenant_id, product_id, location_id FROM recorded
ON CONFLICT DO NOTHING
