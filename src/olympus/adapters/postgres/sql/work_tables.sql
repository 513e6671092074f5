-- The tables of one connection in which a batch is worked on; each commit empties them.
-- Numbers and lists come as text: the driver is slow to encode them and the server fast to read them.
CREATE TEMP TABLE IF NOT EXISTS incoming (
    seq integer, tenant_id text COLLATE "C", event_id text COLLATE "C", name text,
    at timestamptz, received_at timestamptz,
    source text, request_id text, correlation_id text, user_id text, location_id text COLLATE "C",
    meaning bigint, original text,
    kind text, order_id text COLLATE "C", person_id text COLLATE "C",
    channel text COLLATE "C", method text COLLATE "C", currency text COLLATE "C", amount text,
    product_ids text, categories text, quantities text, amounts text,
    stock_product_id text COLLATE "C", stock_quantity text, stock_change text, reorder_point text,
    named_product_ids text, product_names text
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS fresh (
    tenant_id text COLLATE "C", event_id text COLLATE "C", kind fact_kind, at timestamptz,
    order_id text COLLATE "C", person_id text COLLATE "C", location_id text COLLATE "C",
    channel text COLLATE "C", method text COLLATE "C", currency text COLLATE "C", amount numeric,
    product_ids text[], categories text[], quantities numeric[], amounts numeric[]
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS touched_orders (
    tenant_id text COLLATE "C", order_id text COLLATE "C"
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS change (
    sign integer, tenant_id text COLLATE "C", measure measure, at timestamptz,
    location_id text COLLATE "C", channel text COLLATE "C", method text COLLATE "C",
    product_id text COLLATE "C", category text COLLATE "C", currency text COLLATE "C",
    count bigint, amount numeric, quantity numeric, person_id text COLLATE "C"
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS presence (
    tenant_id text COLLATE "C", population population, bucket timestamptz,
    location_id text COLLATE "C", channel text COLLATE "C", person_id text COLLATE "C", present boolean
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS touched_stock (
    tenant_id text COLLATE "C", product_id text COLLATE "C", location_id text COLLATE "C", since timestamptz
) ON COMMIT DELETE ROWS
