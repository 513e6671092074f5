-- Add the changes up, quarter of an hour by quarter, then hour, day and month from the finer ones.
WITH quarter_hour AS (
    SELECT tenant_id, measure, date_bin('15 minutes', at, '1970-01-01Z') AS bucket,
           location_id, channel, method, currency,
           sum(sign * count) AS count, sum(sign * amount) AS amount, sum(sign * quantity) AS quantity,
           max(at) AS last_at
    FROM change
    WHERE measure NOT IN ('item', 'item_voided')
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
hour AS (
    SELECT tenant_id, measure, date_trunc('hour', bucket, 'UTC') AS bucket,
           location_id, channel, method, currency,
           sum(count) AS count, sum(amount) AS amount, sum(quantity) AS quantity, max(last_at) AS last_at
    FROM quarter_hour
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
day AS (
    SELECT tenant_id, measure, date_trunc('day', bucket, 'UTC') AS bucket,
           location_id, channel, method, currency,
           sum(count) AS count, sum(amount) AS amount, sum(quantity) AS quantity, max(last_at) AS last_at
    FROM hour
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
month AS (
    SELECT tenant_id, measure, date_trunc('month', bucket, 'UTC') AS bucket,
           location_id, channel, method, currency,
           sum(count) AS count, sum(amount) AS amount, sum(quantity) AS quantity, max(last_at) AS last_at
    FROM day
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
added AS (
    SELECT 'quarter_hour'::grain AS grain, * FROM quarter_hour
    UNION ALL SELECT 'hour', * FROM hour
    UNION ALL SELECT 'day', * FROM day
    UNION ALL SELECT 'month', * FROM month
)
INSERT INTO rollup AS r (
    tenant_id, measure, grain, bucket, location_id, channel, method, currency,
    count, amount, quantity, last_at)
SELECT tenant_id, measure, grain, bucket, location_id, channel, method, currency,
       count, amount, quantity, last_at
FROM added
WHERE count <> 0 OR amount <> 0 OR quantity <> 0
ORDER BY tenant_id, measure, grain, bucket
ON CONFLICT (tenant_id, measure, grain, bucket, location_id, channel, method, currency) DO UPDATE SET
    count = r.count + excluded.count,
    amount = r.amount + excluded.amount,
    quantity = r.quantity + excluded.quantity,
    last_at = greatest(r.last_at, excluded.last_at)
