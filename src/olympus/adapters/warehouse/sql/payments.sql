-- Payments that went through, failed or went back, under the location, channel and customer of their order.
SELECT e.tenant_id, e.event_id, e.occurred_at AS paid_at, e.order_id,
       CASE e.kind
           WHEN 'payment_completed' THEN 'completed'
           WHEN 'payment_failed' THEN 'failed'
           ELSE 'refunded'
       END AS status,
       COALESCE(o.location_id, e.location_id) AS location_id, COALESCE(o.channel, e.channel) AS channel,
       o.customer_id, e.method, e.currency, e.amount
FROM {dataset}.events AS e
LEFT JOIN {dataset}.orders AS o ON o.tenant_id = e.tenant_id AND o.order_id = e.order_id
WHERE e.kind IN ('payment_completed', 'payment_failed', 'payment_refunded')
      AND e.occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'
