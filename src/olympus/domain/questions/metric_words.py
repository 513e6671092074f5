"""What people call the metrics, beside the names, labels and synonyms that the catalogue has for them."""

from olympus.domain.questions.meaning import State
from olympus.domain.questions.written_phrases import phrases

METRIC_WORDS: dict[str, tuple[str, ...]] = {
    "revenue": phrases("""
        total sales, sales amount, sales revenue, sales volume in money, sales value, total amount spent, amount
        spent, money spent, spend, spent, spending, amount of sales, how much did we make, how much did we earn,
        how much money, sales figures, sales numbers, rev, topline, top line, net revenue, proceeds, sales
        performance, earned, earn, total amount, monetary value, purchase amount, amount, dollars, euros, value
        of sales
    """),
    "gross_payments": ("gross income", "gross turnover", "payments amount", "payment amount", "amount paid"),
    "refunds": phrases("""
        refund amount, refunded money, money refunded, amount refunded, value of refunds, returns amount, refund
    """),
    "order_value": phrases("""
        order volume in money, booked value, value of orders, order totals, order total, order values, total
        order amount, total order value
    """),
    "orders": phrases("""
        sales count, number of sales, count of sales, order volume, volume of orders, sales orders, amount of
        orders, number of purchases, number of transactions, transaction count, tickets, new orders, new orders
        placed, orders placed, number of bookings, count of orders, orders made, total orders, covers, checks,
        receipts, order numbers, placed order, transaction volume
    """),
    "orders_placed": phrases("""
        orders including cancelled, all orders placed, orders including cancellations, gross orders, all orders
        created, orders including cancelled ones
    """),
    "cancelled_orders": ("canceled orders", "order cancellations", "number of cancellations", "orders canceled"),
    "average_order_value": phrases("""
        average order amount, average order size, average order price, average order total, average order cost,
        average value of orders, average value of an order, average value per order, average value of each
        order, average amount per order, average amount of an order, average amount spent per order, average
        spend per order, average revenue per order, revenue per order, sales per order, spend per order, value
        per order, average sale, average sale value, average sales value, average basket value, average basket
        size, average purchase, average purchase value, average purchase amount, average transaction, average
        transaction value, average transaction size, average transaction amount, average bill, average ticket
        size, average ticket value, average receipt, average cart, average cart value, average cart size,
        average check size, basket value, average spend, average spent, average sale amount, avg ticket, ticket
        size, average sale per order, average sales per order, average sales amount, average amount, average
        amount spent, average of order amount, average order revenue, average size of order, average size of
        orders, average amount of orders, average price of an order, average price per order
    """),
    "units_sold": phrases("""
        quantity, quantities, quantity ordered, quantity purchased, quantity of products, quantity of items,
        items ordered, units ordered, units purchased, number of items sold, number of units sold, number of
        products sold, products sold, products ordered, products purchased, items purchased, item quantity, unit
        sales, pieces sold, portions sold, dishes sold, sales volume, sales quantity, quantity of products
        purchased, volume sold, sales in units, quantity sold, sale units, articles sold, goods sold, units
        moved, items bought, products bought, number of items ordered, quantity bought, pieces, portions
    """),
    "item_sales": ("revenue from items", "line item sales", "merchandise sales"),
    "payments": phrases("""
        number of payments, payments received, payments made, payments processed, successful transactions,
        completed transactions, payment transactions, payments completed
    """),
    "payment_failures": phrases("""
        failed transactions, unsuccessful payments, payments failed, declined transactions, payments were
        declined, payment was declined, payments got declined, cards declined, payments have been declined,
        declined cards, payment errors, payment declines, failed payment attempts, rejected payments, failed
        charges, payment failure, declined card
    """),
    "refund_count": phrases("""
        number of returns, refunds made, refunds processed, refunds given, orders refunded, refunded orders,
        count of refunds, refund requests, returned orders, orders returned
    """),
    "payment_success_rate": phrases("""
        payment approval rate, payment acceptance rate, payments success rate, payment conversion, payment
        success, transaction success rate, payment authorization rate, authorization rate
    """),
    "refund_rate": phrases("""
        returns rate, refund percentage, refund ratio, refund share, rate of refunds, rate of returns, return
        percentage
    """),
    "cancellation_rate": phrases("""
        cancellation percentage, order cancellation rate, cancellation ratio, canceled rate, rate of
        cancellation, cancelation rate, cancellation share
    """),
    "logins": phrases("""
        login, log in, login count, number of logins, sign ins, user logins, login activity, log ins
    """),
    "active_users": phrases("""
        active user, user activity, users active, unique logins, dau, mau, wau, distinct users, users logged in,
        users who logged in, distinct active users, unique visitors, people logged in, people who logged in,
        users log in, people log in, logged in users, active accounts, number of users, active people
    """),
    "new_users": phrases("""
        new accounts, user registrations, user sign ups, new sign ups, new registrations, user growth, accounts
        created, new signups, users registered, users signed up, users created, user signups, sign up, signup,
        people signed up, people registered, people joined, users joined, registered, signed up, new members,
        registration, account registrations
    """),
    "customers": phrases("""
        number of customers, distinct customers, active customers, customer count, unique buyers, paying
        customers, unique shoppers, customer base, total customers, different customers, customers ordered,
        people ordered, people bought, people who ordered, people who bought, different buyers, people
        purchased, users ordered
    """),
    "new_customers": phrases("""
        customer growth, customer acquisition, new buyers, new clients, new guests, new shoppers, acquired
        customers, customers gained, customers won, first time clients, customer acquisitions, first time
        guests, first time customers, first time buyers, newly acquired customers, brand new customers
    """),
    "returning_customers": phrases("""
        customers returned, guests returned, clients returned, buyers returned, returning clients, returning
        guests, repeat clients, repeat guests, recurring customers, loyal customers, returning buyers, repeat
        shoppers, customers who came back, customers came back, existing customers, repeated customers,
        repeating customers, customers who returned
    """),
    "conversion_rate": phrases("""
        conversions, conversion ratio, user conversion, login to order rate, converted users, convert
    """),
    "stock_on_hand": phrases("""
        inventory level, inventory levels, stock levels, inventory on hand, in stock, current stock, items in
        stock, number of items in stock, products in stock, units in stock, current inventory, stock quantity,
        inventory quantity, quantity in stock, stock count, inventory count, stock available, available stock,
        left in stock, stock left, stock remaining, remaining stock, stock quantities, quantity on hand, items
        left, units are left, items are left, have left, are left, is left, units left, quantity available
    """),
    "inventory_warnings": phrases("""
        low in stock, low on stock, running low, running out, low inventory, stock alerts, inventory alerts,
        below reorder point, below their reorder point, below reorder level, understocked, low stock products,
        running out of stock, stock warning, inventory warning, low stock alert, low stock warnings, low stock
        level, low stock levels, nearly out of stock, almost out of stock, below the reorder point, below
        minimum stock, below safety stock, low inventory items, need restocking, needs restocking, need to be
        restocked, needs reordering, need reordering, need to be reordered
    """),
    "out_of_stock_items": phrases("""
        no stock, not in stock, zero stock, sold out, out of stock products, out of inventory, unavailable
        products, stock out, no inventory, stockout
    """),
}

PAIRS: dict[tuple[str, str], tuple[str, ...]] = {
    ("new_customers", "returning_customers"): tuple(
        f"new {between} {again}{who}"
        for between in phrases("""
            vs, versus, and, or, against, compared to, to
        """)
        for again in ("returning", "repeat", "existing", "recurring")
        for who in ("", " customers", " clients", " guests", " buyers")
    ),
}
"""Words that name two metrics at once."""

STATES: dict[tuple[str, State], tuple[str, str]] = {
    ("orders", State.CANCELLED): ("cancelled_orders", "cancellation_rate"),
    ("orders", State.REFUNDED): ("refund_count", "refund_rate"),
    ("payments", State.REFUNDED): ("refund_count", "refund_rate"),
    ("revenue", State.REFUNDED): ("refunds", "refund_rate"),
    ("gross_payments", State.REFUNDED): ("refunds", "refund_rate"),
    ("refunds", State.REFUNDED): ("refunds", "refund_rate"),
    ("payments", State.SUCCEEDED): ("payments", "payment_success_rate"),
    ("orders", State.SUCCEEDED): ("orders", "orders"),
    ("payments", State.FAILED): ("payment_failures", "payment_success_rate"),
    ("orders", State.FAILED): ("payment_failures", "payment_success_rate"),
    ("units_sold", State.REFUNDED): ("refund_count", "refund_rate"),
    ("products", State.REFUNDED): ("refund_count", "refund_rate"),
}
"""What a figure becomes of which something is said, such as that orders were cancelled: counted, as a share."""

STATE_ALONE: dict[State, tuple[str, str]] = {
    State.CANCELLED: ("cancelled_orders", "cancellation_rate"),
    State.REFUNDED: ("refunds", "refund_rate"),
    State.FAILED: ("payment_failures", "payment_success_rate"),
    State.SUCCEEDED: ("payments", "payment_success_rate"),
}
"""The same where it is not said of what."""

SHARES: dict[str, str] = {
    "refunds": "refund_rate",
    "refund_count": "refund_rate",
    "cancelled_orders": "cancellation_rate",
    "payment_failures": "payment_success_rate",
}
"""What "the percentage of" makes of a figure."""

COUNTED: dict[str, str] = {
    "revenue": "orders",
    "refunds": "refund_count",
    "order_value": "orders",
    "gross_payments": "payments",
}
"""What "how many" makes of an amount of money: "how many sales" counts them."""
