-- The same for products over all places.
INSERT INTO product_total_rollup AS r (
    tenant_id, grain, bucket, product_id, category, currency, count, amount, quantity, last_at)
SELECT tenant_id, grain, bucket, product_id, category, currency, count, amount, quantity, last_at
FROM unnest($1::text::text[], $2::text::grain[], $3::text::timestamptz[], $4::text::text[], $5::text::text[],
            $6::text::text[], $7::text::bigint[], $8::text::numeric[], $9::text::numeric[],
            $10::text::timestamptz[])
     AS d (tenant_id, grain, bucket, product_id, category, currency, count, amount, quantity, last_at)
ON CONFLICT (tenant_id, grain, bucket, product_id, category, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
