-- Move what customers ordered and paid by what a batch adds to it, by day and month.
INSERT INTO customer_rollup AS r (
    tenant_id, grain, bucket, customer_id, currency, orders, order_amount, orders_voided, voided_amount, payments,
    paid_amount, refunds, refunded_amount, last_at)
SELECT tenant_id, grain, bucket, customer_id, currency,
       sum(orders)::bigint AS orders, sum(order_amount) AS order_amount,
       sum(orders_voided)::bigint AS orders_voided, sum(voided_amount) AS voided_amount,
       sum(payments)::bigint AS payments, sum(paid_amount) AS paid_amount, sum(refunds)::bigint AS refunds,
       sum(refunded_amount) AS refunded_amount, max(last_at) AS last_at
FROM unnest($1::text::text[], $2::text::timestamptz[], $3::text::text[], $4::text::text[], $5::text::bigint[],
            $6::text::numeric[], $7::text::bigint[], $8::text::numeric[], $9::text::bigint[],
            $10::text::numeric[], $11::text::bigint[], $12::text::numeric[], $13::text::timestamptz[])
     AS finest (tenant_id, day, customer_id, currency, orders, order_amount, orders_voided, voided_amount,
                payments, paid_amount, refunds, refunded_amount, last_at)
CROSS JOIN LATERAL (VALUES
    ('day'::grain, day), ('month', date_trunc('month', day, 'UTC'))
) AS every (grain, bucket)
GROUP BY tenant_id, grain, bucket, customer_id, currency
HAVING sum(orders) <> 0 OR sum(order_amount) <> 0 OR sum(orders_voided) <> 0 OR sum(voided_amount) <> 0 OR
       sum(payments) <> 0 OR sum(paid_amount) <> 0 OR sum(refunds) <> 0 OR sum(refunded_amount) <> 0
ON CONFLICT (tenant_id, grain, bucket, customer_id, currency) DO UPDATE SET
    orders = r.orders + excluded.orders,
    order_amount = r.order_amount + excluded.order_amount,
    orders_voided = r.orders_voided + excluded.orders_voided,
    voided_amount = r.voided_amount + excluded.voided_amount,
    payments = r.payments + excluded.payments,
    paid_amount = r.paid_amount + excluded.paid_amount,
    refunds = r.refunds + excluded.refunds,
    refunded_amount = r.refunded_amount + excluded.refunded_amount,
    last_at = greatest(r.last_at, excluded.last_at)
