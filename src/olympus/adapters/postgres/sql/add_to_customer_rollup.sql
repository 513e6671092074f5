-- Move what customers ordered and paid by what a batch adds to it.
INSERT INTO customer_rollup AS r (
    tenant_id, grain, bucket, customer_id, currency,
    orders, order_amount, orders_voided, voided_amount, payments, paid_amount, refunds, refunded_amount, last_at)
SELECT tenant_id, grain, bucket, customer_id, currency,
       orders, order_amount, orders_voided, voided_amount, payments, paid_amount, refunds, refunded_amount, last_at
FROM unnest($1::text::text[], $2::text::grain[], $3::text::timestamptz[], $4::text::text[], $5::text::text[],
            $6::text::bigint[], $7::text::numeric[], $8::text::bigint[], $9::text::numeric[], $10::text::bigint[],
            $11::text::numeric[], $12::text::bigint[], $13::text::numeric[], $14::text::timestamptz[])
     AS d (tenant_id, grain, bucket, customer_id, currency, orders, order_amount, orders_voided, voided_amount,
           payments, paid_amount, refunds, refunded_amount, last_at)
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
