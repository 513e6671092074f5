-- The same for products, by day and month.
INSERT INTO product_rollup AS r (
    tenant_id, grain, bucket, product_id, category, location_id, channel, currency, count, amount, quantity,
    last_at)
SELECT tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
       sum(count)::bigint AS count, sum(amount) AS amount, sum(quantity) AS quantity, max(last_at) AS last_at
FROM unnest($1::text::text[], $2::text::timestamptz[], $3::text::text[], $4::text::text[], $5::text::text[],
            $6::text::text[], $7::text::text[], $8::text::bigint[], $9::text::numeric[], $10::text::numeric[],
            $11::text::timestamptz[])
     AS finest (tenant_id, day, product_id, category, location_id, channel, currency, count, amount, quantity,
                last_at)
CROSS JOIN LATERAL (VALUES
    ('day'::grain, day), ('month', date_trunc('month', day, 'UTC'))
) AS every (grain, bucket)
GROUP BY tenant_id, grain, bucket, product_id, category, location_id, channel, currency
HAVING sum(count) <> 0 OR sum(amount) <> 0 OR sum(quantity) <> 0
ON CONFLICT (tenant_id, grain, bucket, product_id, category, location_id, channel, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
