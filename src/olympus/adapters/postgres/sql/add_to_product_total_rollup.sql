-- The same for products over all places, by hour, day and month.
INSERT INTO product_total_rollup AS r (
    tenant_id, grain, bucket, product_id, category, currency, count, amount, quantity, last_at)
SELECT tenant_id, grain, bucket, product_id, category, currency,
       sum(count)::bigint AS count, sum(amount) AS amount, sum(quantity) AS quantity, max(last_at) AS last_at
FROM unnest($1::text::text[], $2::text::timestamptz[], $3::text::text[], $4::text::text[], $5::text::text[],
            $6::text::bigint[], $7::text::numeric[], $8::text::numeric[], $9::text::timestamptz[])
     AS finest (tenant_id, hour, product_id, category, currency, count, amount, quantity, last_at)
CROSS JOIN LATERAL (VALUES
    ('hour'::grain, hour), ('day', date_trunc('day', hour, 'UTC')), ('month', date_trunc('month', hour, 'UTC'))
) AS every (grain, bucket)
GROUP BY tenant_id, grain, bucket, product_id, category, currency
HAVING sum(count) <> 0 OR sum(amount) <> 0 OR sum(quantity) <> 0
ON CONFLICT (tenant_id, grain, bucket, product_id, category, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
