-- How many different people there are in each set, by labelled stretches of time; `since` of a label says from when
-- on a first order makes a customer new.
WITH present AS (
    SELECT s.label, c.person_id{by}, LOGICAL_OR(c.measure = 'login') AS logged_in,
           LOGICAL_OR(c.measure = 'order') AS ordered
    FROM {dataset}.contributions AS c
    JOIN UNNEST(@slices) AS s ON c.happened_at >= s.since AND c.happened_at < s.until
    WHERE c.tenant_id = @tenant AND c.happened_at >= @first AND c.happened_at < @last
          AND c.measure IN ('login', 'order') AND c.person_id IS NOT NULL{conditions}
    GROUP BY 1, 2{by}
),
customers AS (
    SELECT person_id, MIN(happened_at) AS first_ordered_at
    FROM {dataset}.contributions
    WHERE tenant_id = @tenant AND measure = 'order' AND person_id IS NOT NULL
    GROUP BY 1
)
SELECT c.label, COUNTIF(c.logged_in) AS logged_in, COUNTIF(c.ordered) AS ordered,
       COUNTIF(c.ordered AND COALESCE(customers.first_ordered_at < starts.since, FALSE)) AS ordered_again,
       COUNTIF(c.logged_in AND c.ordered) AS logged_in_and_ordered{by}
FROM present AS c
LEFT JOIN customers ON customers.person_id = c.person_id
LEFT JOIN UNNEST(@starts) AS starts ON starts.label = c.label
GROUP BY 1{by}
