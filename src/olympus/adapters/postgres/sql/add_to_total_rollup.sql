-- The same over all places.
INSERT INTO total_rollup AS r (tenant_id, measure, grain, bucket, currency, count, amount, quantity, last_at)
SELECT tenant_id, measure, grain, bucket, currency, count, amount, quantity, last_at
FROM unnest($1::text::text[], $2::text::measure[], $3::text::grain[], $4::text::timestamptz[], $5::text::text[],
            $6::text::bigint[], $7::text::numeric[], $8::text::numeric[], $9::text::timestamptz[])
     AS d (tenant_id, measure, grain, bucket, currency, count, amount, quantity, last_at)
ON CONFLICT (tenant_id, measure, grain, bucket, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
