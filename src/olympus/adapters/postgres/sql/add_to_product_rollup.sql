-- The same for products.
INSERT INTO product_rollup AS r (
    tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
    count, amount, quantity, last_at)
SELECT tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
       count, amount, quantity, last_at
FROM unnest($1::text::text[], $2::text::grain[], $3::text::timestamptz[], $4::text::text[], $5::text::text[], $6::text::text[], $7::text::text[],
            $8::text::text[], $9::text::bigint[], $10::text::numeric[], $11::text::numeric[], $12::text::timestamptz[])
     AS d (tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
           count, amount, quantity, last_at)
ON CONFLICT (tenant_id, grain, bucket, product_id, category, location_id, channel, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
