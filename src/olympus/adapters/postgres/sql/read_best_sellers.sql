-- The products with the highest item sales of an interval, in one currency.
WITH sold AS (
    SELECT r.product_id, r.quantity, r.amount, r.currency
    FROM unnest($5::grain[], $6::timestamptz[], $7::timestamptz[]) AS s (grain, lower, upper)
    CROSS JOIN LATERAL (
        SELECT r.product_id, r.currency, sum(r.quantity) AS quantity, sum(r.amount) AS amount
        FROM product_rollup r
        WHERE r.tenant_id = $1 AND r.grain = s.grain
          AND r.bucket >= coalesce(s.lower, '-infinity') AND r.bucket < coalesce(s.upper, 'infinity')
          AND ($2::text IS NULL OR r.location_id = $2)
        GROUP BY r.product_id, r.currency
    ) r
    UNION ALL
    SELECT c.product_id,
           CASE c.measure WHEN 'item' THEN c.quantity ELSE -c.quantity END,
           CASE c.measure WHEN 'item' THEN c.amount ELSE -c.amount END,
           c.currency
    FROM ({contributions}) c
    WHERE c.measure IN ('item', 'item_voided') AND ($2::text IS NULL OR c.location_id = $2)
)
SELECT sold.product_id, p.name, sum(quantity) AS quantity, sum(amount) AS amount
FROM sold LEFT JOIN products p ON p.tenant_id = $1 AND p.product_id = sold.product_id
WHERE $8::text IS NULL OR currency IN ($8, '')
GROUP BY sold.product_id, p.name
HAVING sum(quantity) <> 0 OR sum(amount) <> 0
ORDER BY sum(amount) DESC, sold.product_id
LIMIT $9
