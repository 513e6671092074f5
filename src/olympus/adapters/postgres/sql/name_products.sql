-- The name that a product was last called by, by day; of two on one day the greater.
INSERT INTO products AS p (tenant_id, product_id, name, named_on)
SELECT n.tenant_id, n.product_id, n.name, n.named_on
FROM unnest($1::text::text[], $2::text::text[], $3::text::text[], $4::text::date[]) AS n (tenant_id, product_id, name, named_on)
LEFT JOIN LATERAL (
    SELECT named_on, name
    FROM products
    WHERE products.tenant_id = n.tenant_id AND products.product_id = n.product_id
    OFFSET 0
) k ON true
WHERE k.name IS NULL OR (k.named_on, k.name) < (n.named_on, n.name COLLATE "C")
ON CONFLICT (tenant_id, product_id) DO UPDATE SET name = excluded.name, named_on = excluded.named_on
