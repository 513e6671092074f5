-- Move the sums by what a batch adds to them.
INSERT INTO rollup AS r (
    tenant_id, measure, grain, bucket, location_id, channel, method, currency,
    count, amount, quantity, last_at)
SELECT tenant_id, measure, grain, bucket, location_id, channel, method, currency,
       count, amount, quantity, last_at
FROM unnest($1::text::text[], $2::text::measure[], $3::text::grain[], $4::text::timestamptz[], $5::text::text[], $6::text::text[], $7::text::text[],
            $8::text::text[], $9::text::bigint[], $10::text::numeric[], $11::text::numeric[], $12::text::timestamptz[])
     AS d (tenant_id, measure, grain, bucket, location_id, channel, method, currency,
           count, amount, quantity, last_at)
ON CONFLICT (tenant_id, measure, grain, bucket, location_id, channel, method, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
