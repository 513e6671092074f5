-- Remember stock facts, and which products there are at which locations.
WITH recorded AS (
    INSERT INTO stock (tenant_id, product_id, location_id, at, event_id, quantity, change, reorder_point)
    SELECT tenant_id, product_id, location_id, at, event_id,
           quantity, change, reorder_point
    FROM unnest($1::text::text[], $2::text::text[], $3::text::text[], $4::text::timestamptz[], $5::text::text[], $6::text::numeric[], $7::text::numeric[], $8::text::numeric[])
         AS s (tenant_id, product_id, location_id, at, event_id, quantity, change, reorder_point)
    RETURNING tenant_id, product_id, location_id
)
INSERT INTO stock_items
SELECT DISTINCT tenant_id, product_id, location_id FROM recorded
ON CONFLICT DO NOTHING
