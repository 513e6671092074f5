-- The same for products.
INSERT INTO product_rollup AS r (
    tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
    count, amount, quantity)
SELECT tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
       count, amount::numeric, quantity::numeric
FROM unnest($1::text[], $2::grain[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::bigint[], $10::text[], $11::text[])
     AS d (tenant_id, grain, bucket, product_id, category, location_id, channel, currency,
           count, amount, quantity)
ON CONFLICT (tenant_id, grain, bucket, product_id, category, location_id, channel, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity
