-- What customers ordered and paid in labelled stretches of time: whole days and months of the rollup, and what
-- facts add to them or take from them between a day's boundary and a stretch's end.
SELECT s.label, r.customer_id, r.currency, r.orders, r.order_amount, r.revenue
FROM unnest($2::int[], $3::grain[], $4::timestamptz[], $5::timestamptz[]) AS s (label, grain, lower, upper)
CROSS JOIN LATERAL (
    SELECT r.customer_id, r.currency, r.orders - r.orders_voided AS orders,
           r.order_amount - r.voided_amount AS order_amount, r.paid_amount - r.refunded_amount AS revenue
    FROM customer_rollup r
    WHERE r.tenant_id = $1 AND r.grain = s.grain AND r.customer_id <> ''
      AND r.bucket >= coalesce(s.lower, '-infinity') AND r.bucket < coalesce(s.upper, 'infinity')
    OFFSET 0
) r
UNION ALL
SELECT e.label, c.customer_id, c.currency,
       e.sign * (CASE c.measure WHEN 'order' THEN 1 WHEN 'order_voided' THEN -1 ELSE 0 END),
       e.sign * (CASE c.measure WHEN 'order' THEN c.amount WHEN 'order_voided' THEN -c.amount ELSE 0 END),
       e.sign * (CASE c.measure WHEN 'payment' THEN c.amount WHEN 'refund' THEN -c.amount ELSE 0 END)
FROM ({contributions}) c
JOIN unnest($6::int[], $7::int[], $8::timestamptz[], $9::timestamptz[]) AS e (label, sign, lower, upper)
  ON c.at >= e.lower AND c.at < e.upper
WHERE c.customer_id <> '' AND c.measure IN ('order', 'order_voided', 'payment', 'refund')
