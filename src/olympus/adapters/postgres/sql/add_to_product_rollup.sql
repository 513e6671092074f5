-- The same for products, by day and month: what a voided order held is taken away again.
WITH day AS (
    SELECT tenant_id, date_trunc('day', at, 'UTC') AS bucket,
           product_id, category, location_id, channel, currency,
           sum(effect * count) AS count, sum(effect * amount) AS amount, sum(effect * quantity) AS quantity
    FROM (SELECT *, CASE measure WHEN 'item' THEN sign ELSE -sign END AS effect
          FROM change WHERE measure IN ('item', 'item_voided')) items
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
month AS (
    SELECT tenant_id, date_trunc('month', bucket, 'UTC') AS bucket,
           product_id, category, location_id, channel, currency,
           sum(count) AS count, sum(amount) AS amount, sum(quantity) AS quantity
    FROM day
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
added AS (
    SELECT 'day'::grain AS grain, * FROM day
    UNION ALL SELECT 'month', * FROM month
)
INSERT INTO product_rollup AS r (
    tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
    count, amount, quantity)
SELECT tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
       count, amount, quantity
FROM added
WHERE count <> 0 OR amount <> 0 OR quantity <> 0
ORDER BY tenant_id, grain, bucket, product_id
ON CONFLICT (tenant_id, grain, bucket, product_id, category, location_id, channel, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity
