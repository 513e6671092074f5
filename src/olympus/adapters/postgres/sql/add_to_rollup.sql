-- Move the sums by what a batch adds to them.
INSERT INTO rollup AS r (
    tenant_id, measure, grain, bucket, location_id, channel, method, currency,
    count, amount, quantity, last_at)
SELECT tenant_id, measure, grain, bucket, location_id, channel, method, currency,
       count, amount::numeric, quantity::numeric, last_at
FROM unnest($1::text[], $2::measure[], $3::grain[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::bigint[], $10::text[], $11::text[], $12::timestamptz[])
     AS d (tenant_id, measure, grain, bucket, location_id, channel, method, currency,
           count, amount, quantity, last_at)
ON CONFLICT (tenant_id, measure, grain, bucket, location_id, channel, method, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
