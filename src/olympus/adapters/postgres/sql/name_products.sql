-- The name that a product was last called by, by day; of two on one day the greater.
WITH named AS (
    SELECT DISTINCT ON (i.tenant_id, n.product_id) i.tenant_id, n.product_id, n.name,
           (i.at AT TIME ZONE 'UTC')::date AS named_on
    FROM incoming i
    JOIN fresh USING (tenant_id, event_id)
    CROSS JOIN LATERAL unnest(
        string_to_array(i.named_product_ids, E'\x1f'), string_to_array(i.product_names, E'\x1f')
    ) AS n (product_id, name)
    ORDER BY i.tenant_id, n.product_id, named_on DESC, n.name DESC
)
INSERT INTO products AS p (tenant_id, product_id, name, named_on)
SELECT tenant_id, product_id, name, named_on
FROM named n
WHERE NOT EXISTS (
    SELECT FROM products k
    WHERE k.tenant_id = n.tenant_id AND k.product_id = n.product_id
      AND (k.named_on, k.name) >= (n.named_on, n.name)
)
ON CONFLICT (tenant_id, product_id) DO UPDATE SET name = excluded.name, named_on = excluded.named_on
