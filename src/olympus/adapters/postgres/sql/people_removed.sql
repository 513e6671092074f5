-- The numbers to take out of each cell: people none of whose orders keeps them there. Place by place, and
-- over all places.
WITH gone AS (
    SELECT p.tenant_id, g.grain, g.lower, g.upper, p.person_id, t.total,
           CASE WHEN NOT t.total THEN p.location_id ELSE '' END AS location_id,
           CASE WHEN NOT t.total THEN p.channel ELSE '' END AS channel
    FROM unnest($1::text::text[], $2::text::timestamptz[], $3::text::text[], $4::text::text[], $5::text::text[])
         AS p (tenant_id, bucket, location_id, channel, person_id)
    CROSS JOIN (VALUES (false), (true)) t (total)
    CROSS JOIN LATERAL (VALUES
        ('quarter_hour'::grain, p.bucket, p.bucket + interval '15 minutes'),
        ('hour', date_trunc('hour', p.bucket, 'UTC'), date_trunc('hour', p.bucket, 'UTC') + interval '1 hour'),
        ('day', date_trunc('day', p.bucket, 'UTC'), date_trunc('day', p.bucket, 'UTC') + interval '24 hours'),
        ('month', date_trunc('month', p.bucket, 'UTC'),
         (date_trunc('month', p.bucket AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC')
    ) g (grain, lower, upper)
)
SELECT g.total, g.tenant_id, 'ordered' AS population, g.grain::text, g.lower AS bucket, g.location_id, g.channel,
       '' AS method, array_agg(k.number) AS numbers
FROM gone g
JOIN people k USING (tenant_id, person_id)
WHERE NOT EXISTS (
    SELECT
    FROM events f
    WHERE f.tenant_id = g.tenant_id AND f.person_id = g.person_id AND f.kind = 'order_placed'
      AND f.at >= g.lower AND f.at < g.upper
      AND (g.total OR (coalesce(f.location_id, '') = g.location_id AND coalesce(f.channel, '') = g.channel))
      AND NOT EXISTS (
          SELECT FROM events o
          WHERE o.tenant_id = f.tenant_id AND o.order_id = f.order_id
            AND (o.kind = 'order_cancelled'
                 OR (o.kind = 'order_placed' AND (o.at, o.event_id) < (f.at, f.event_id)))
      )
)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
