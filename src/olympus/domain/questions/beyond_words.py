"""What people ask for and no event tells: that is said, rather than answered with another figure."""

from olympus.domain.questions.written_phrases import phrases

BEYOND_WORDS: dict[str, tuple[str, ...]] = {
    "profit and margins": phrases("""
        profit, margin, profitability, profitable, gross margin, net income, ebitda, gross profit, net profit,
        markup, contribution margin, roi, loss, pnl, p&l, return on investment, break even, most profitable, net
        margin, earnings before
    """),
    "costs": phrases("""
        cost, expense, cogs, cost of goods, expenditure, overhead, labor, labour, payroll, rent, unit cost, cac,
        acquisition cost, purchase cost, food cost, fee, commission, waste, spoilage, burn rate, cash flow,
        budget, debt, asset, liability
    """),
    "prices": phrases("""
        price, pricing, unit price, average price, list price, product price, priced, expensive, cheapest,
        cheap, most expensive, least expensive, price range, average product price
    """),
    "taxes": ("tax", "vat", "gst", "sales tax", "tax collected"),
    "discounts and promotions": phrases("""
        discount, coupon, promotion, promo, voucher, campaign, promo code, gift card, loyalty point, on sale,
        loyalty program, offer, discount code, markdown, discounted
    """),
    "shipping and delivery": phrases("""
        shipping, delivery, freight, shipment, delivered, ship mode, carrier, courier, shipped, delivery time,
        fulfillment, fulfilment, dispatch, delivery driver, ship, shipping cost, lead time, late delivery, on
        time, deliver, logistics, tracking number, package, parcel
    """),
    "reviews and satisfaction": phrases("""
        review, rating, feedback, nps, satisfaction, complaint, csat, star, review score, sentiment, rated, net
        promoter score, survey, opinion, recommendation score, happy, ticket resolution, support ticket
    """),
    "the weather": phrases("""
        weather, temperature, rain, sunny, forecast for rain, climate
    """),
    "staff": phrases("""
        employee, staff, waiter, salesperson, cashier, salary, headcount, wage, sales rep, sales representative,
        manager, worker, rep, agent, seller, vendor, shift, hire, ceo, team, hired, waitress, chef, server,
        salesman, person, people work, director
    """),
    "suppliers": phrases("""
        supplier, purchase order, procurement, manufacturer, brand, provider, distributor
    """),
    "marketing": phrases("""
        ad spend, marketing, advertising, impression, click, ctr, roas, ad, email open, newsletter, seo, bounce
        rate, page view, pageview, click through rate, marketing spend, traffic, click through, referral, ads,
        lead, utm, organic, open rate, social media, instagram, facebook, search term, session duration, time on
        site, landing page, cart abandonment, abandoned cart, abandoned, abandonment, wishlist, browse, viewed,
        funnel
    """),
    "customer lifetime value, churn and retention": phrases("""
        lifetime value, clv, ltv, churn, retention, customer lifetime value, churn rate, churned, retention
        rate, repeat purchase rate, cohort, stickiness, dau mau, segment, rfm, dau mau ratio, average customer
        lifetime value, attrition, purchase frequency, repeat rate, retain, retained, inactive, lapsed, dormant,
        lost customer, average lifetime, arpu, arppu, average revenue per user, mrr, arr, monthly recurring
        revenue, recurring revenue, subscription, subscriber, plan, trial, sign up to order, time between
        orders, days between orders
    """),
    "personal data": phrases("""
        email address, email, phone number, address, password of, personal data, age, gender, birthday, date of
        birth, contact, male, female, emails, nationality, credit card number, ip address, contact details, ssn,
        men, women, older than, years old, birth, zip code, postal code, job title, marital status, demographic,
        language
    """),
    "other companies": phrases("""
        competitor, competition, industry, benchmark, stock price, share price, market share, rival, stock
        market, exchange rate, industry average
    """),
    "targets": phrases("""
        target, goal, quota, kpi target, objective, plan vs actual, on target, budgeted
    """),
    "the statistics of single orders": phrases("""
        median, correlation, standard deviation, variance, regression, percentile, correlate, correlated,
        histogram, quartile, mode, cumulative, running total, moving average, probability, elasticity, rolling
        average, statistical, significance, z score
    """),
    "when single things happened": phrases("""
        when was, when did, when do, when were, when is, what time was, what time did, how long, how often,
        since when
    """),
    "places in an order after the first": phrases("""
        second best, third best, second most, second highest, third highest, second largest, third most, fourth
        best, second lowest, second worst, runner up
    """),
    "single ones by their size": phrases("""
        below average, above average, more than average, less than average, single day, single order, value of
        cancelled, value of failed, amount of failed, amount of cancelled, lost to cancellation, lost revenue,
        value of cancelled orders
    """),
    "how many products there are": phrases("""
        different product, distinct product, unique product, different item, distinct item, unique item
    """),
    "how often single customers ordered": phrases("""
        more than once, at least twice, only once, just once, multiple times, several times, exactly once, more
        than twice, twice or more, at least once, more than one order, more than one purchase
    """),
    "the states of single orders": phrases("""
        pending, in progress, unfulfilled, unpaid, outstanding, overdue, backordered, on hold, open order,
        delayed, awaiting, processing
    """),
    "tables and their time": phrases("""
        tables, seat, seated, reservation, table turnover, waiting time, wait time, prep time, preparation time,
        table turn, occupancy, tip, gratuity, turnaround, average time, duration, service time, schema, sql,
        seating
    """),
    "stock movements": phrases("""
        inventory turnover, days of inventory, sell through, sell through rate, stock turnover, shelf life,
        expiry, stock value, inventory value, turnover rate, value of inventory, value of stock, inventory
        worth, dead stock, overstock, days of supply, weeks of supply, expired, overstocked, shrinkage, value of
        our inventory, value of my inventory, stock cover
    """),
}
"""By what it is about."""
