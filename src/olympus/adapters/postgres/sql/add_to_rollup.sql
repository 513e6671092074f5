-- Move the sums by what a batch adds to them: quarters of an hour, and from these every coarser grain.
INSERT INTO rollup AS r (
    tenant_id, measure, grain, bucket, location_id, channel, method, currency, count, amount, quantity, last_at)
SELECT tenant_id, measure, grain, bucket, location_id, channel, method, currency,
       sum(count)::bigint AS count, sum(amount) AS amount, sum(quantity) AS quantity, max(last_at) AS last_at
FROM unnest($1::text::text[], $2::text::measure[], $3::text::timestamptz[], $4::text::text[], $5::text::text[],
            $6::text::text[], $7::text::text[], $8::text::bigint[], $9::text::numeric[], $10::text::numeric[],
            $11::text::timestamptz[])
     AS finest (tenant_id, measure, quarter, location_id, channel, method, currency, count, amount, quantity,
                last_at)
CROSS JOIN LATERAL (VALUES
    ('quarter_hour'::grain, quarter), ('hour', date_trunc('hour', quarter, 'UTC')),
    ('day', date_trunc('day', quarter, 'UTC')), ('month', date_trunc('month', quarter, 'UTC'))
) AS every (grain, bucket)
GROUP BY tenant_id, measure, grain, bucket, location_id, channel, method, currency
HAVING sum(count) <> 0 OR sum(amount) <> 0 OR sum(quantity) <> 0
ON CONFLICT (tenant_id, measure, grain, bucket, location_id, channel, method, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
