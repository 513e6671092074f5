"""Words that say what is done with the figures."""

from olympus.domain.calendar.comparison import Comparison
from olympus.domain.calendar.granularity import Granularity
from olympus.domain.query.metric_query import Direction
from olympus.domain.questions.meaning import Cue, Every, Meaning, Rank, State, Unit, Versus
from olympus.domain.questions.written_phrases import phrases

CUES: dict[Meaning, tuple[str, ...]] = {
    Cue.ADDED: phrases("""
        what about, how about, and what about, and how about, same for, and for, only for
    """),
    Cue.AVERAGE: phrases("""
        average, avg, mean, on average, typical, averages
    """),
    Cue.BREAKDOWN: phrases("""
        breakdown, break down, breaking down, break out, split, distribution, mix, composition, broken down,
        leaderboard, ranking, distributed, spread, contribution, segmentation, contribute, contributed, rank
    """),
    Cue.BOUGHT: phrases("""
        bought, ordered, purchased, buy, purchase, sold, sell, selling, sale made, order made, been ordered,
        paid, pay, buying, place order, placed, received, generated, generate, generating, brought in, bring in,
        brings in, made, make, making, sale
    """),
    Cue.CHANGE: phrases("""
        up or down, grow, grew, grown, growth, growing, growth rate, increase, increased, increasing, decrease,
        decreased, decreasing, decline, declined, declining, drop, dropped, dropping, fall, fell, fallen, rise,
        rose, risen, rising, change, changed, go up, go down, went up, went down, gone up, gone down, going up,
        going down, going up or down, increase or decrease, better or worse, improve, improved, improving,
        higher or lower, percentage change, percent change, change in, rate of growth, grow or shrink, shrink,
        shrinking, slump, dip, dipped, delta, worse, better, up, down, doing better, doing worse, growth
        percentage, percentage growth
    """),
    Cue.COMPARE: phrases("""
        compare, compared, comparison, difference, versus, vs, against, relative to, than, compared to, compared
        with, in comparison to, in comparison with, comparing, v, stack up, difference between, differ, over the
        previous, as opposed to, compare to, compare with
    """),
    Cue.EITHER: phrases("""
        and, or, nor, plus, as well as, along with, together with, &, both
    """),
    Cue.EXCEPT: phrases("""
        except, excluding, outside of, outside, neither, without, not, other than, but not, apart from, besides,
        exclude, ignoring, ignore, not including, except for, leaving out, leave out, minus, not counting, aside
        from, non, everything but, all but, excl, not in, not at, not from, not by, no, not via, not on, do not
        include, don't include, dont include, didn't, don't, haven't, hasn't, isn't, aren't, weren't, wasn't,
        never, doesn't, did not, have not, has not, was not, were not
    """),
    Cue.FORECAST: phrases("""
        will, forecast, predict, prediction, projected, projection, project, expect, expected, going to be,
        anticipate, anticipated, predicted, forecasted, outlook, estimate, expectation, can we expect, should we
        expect, upcoming, going to, future, estimated, forecasting, likely to be, foresee, shall, on track to
    """),
    Cue.GROUP: phrases("""
        by, per, for each, for every, each, every, across, grouped by, broken down by, split by, group by,
        segmented by, in each, at each, from each, among, amongst, by each, breakdown by, broken out by, of
        each, for all, for different, by different, each of the, divided by, according to, depending on, for the
        different, in every, at every, sliced by, separated by, on each, with each, via each, through each,
        breakdown of, for individual
    """),
    Cue.HELP: phrases("""
        help, what can you do, what can i ask, how do you work, what can i ask you, how does this work, what do
        you know, what questions can i ask, what can you tell me, which questions can i ask, what metrics are
        there, what metrics do you have, which metrics do you have, show help, what are you able to do, what are
        my options, what figures are there
    """),
    Cue.HOW_MANY: phrases("""
        how many, number of, count of, no of, nr of, count, total number of, the count, howmany, total count of,
        how mnay
    """),
    Cue.HOW_MUCH: ("how much", "howmuch"),
    Cue.LIST: phrases("""
        list, enumerate, display all, show all, give me all, list all, list out, show every, names of, name of,
        ids of, details of, show me all, find all, show me every, find, list me, retrieve, retrieve all, get
        all, fetch all, fetch
    """),
    Cue.NEWEST: phrases("""
        recent, latest, most recent, newest, oldest, earliest, last few, details, detail, most recently
    """),
    Cue.ODD: phrases("""
        anomaly, anomalous, unusual, odd, strange, outlier, spike, abnormal, weird, suspicious, out of the
        ordinary, unexpected, irregular, irregularity, surprising, unusually, oddity, wrong, stand out, stands
        out, stick out
    """),
    Cue.OF: phrases("""
        in, at, for, from, of, on, via, through, to, with, within, inside, under, between, using, called, named,
        like, about, concerning, regarding, is, into
    """),
    Cue.ONLY: phrases("""
        only, just, solely, exclusively, only include, alone, limited to, restricted to
    """),
    Cue.PERFORMANCE: phrases("""
        how are we doing, how did we do, how is business, how was business, how are things, how is it going, how
        have we been doing, overview, summary, how do things look, performance, kpi, key figures, headline
        figures, headlines, dashboard, how are we performing, perform, how did we perform, how is the business
        doing, business summary, how is my business doing, recap, report, how did the business do, how is my
        business, how were things, how was it, business, performing, performed, status, how do we do, how has
        business been, how did it go, doing, how well did we do, how is business going, how is the business, how
        are we going, main figures, what happened
    """),
    Cue.RECOMMEND: phrases("""
        recommend, recommendation, should i, should we, what to reorder, suggest, suggestion, advise, advice,
        bought together, frequently bought together, to reorder, reorder, restock, replenish, to restock, what
        can i do, what can we do, promote, cross sell, upsell, need to order, what do i need to order,
        opportunity, improve my, improve our, how can i improve, how can we improve, how can i increase, how can
        we increase, how to increase, how do i increase, how do we increase, how to improve, how do i improve,
        go well together, purchased together, ordered together, sold together, sell well together, sell
        together, together with, go with, what to order, to promote, focus on
    """),
    Cue.SAME: phrases("""
        same, same period, the same period, same time, the same time, the same, same period of, same period in,
        same time in, corresponding, corresponding period, equivalent period, equivalent, same week, same month,
        same day, same quarter, same week of, same month of, same quarter of, same day of, same weekday
    """),
    Cue.SHARE: phrases("""
        percentage, percent, %, share, proportion, fraction, rate, ratio, pct, portion, percentage of, percent
        of, proportion of, what part of, percentages, what fraction of
    """),
    Cue.SORTED_BY: phrases("""
        ordered by, sorted by, sort by, order by, ranked by, rank by, order them by, sort them by, rank them by,
        sort, sorted, in order of, rank, ranked, in terms of, measured by, by order of, arranged by, based on
    """),
    Cue.TIMES: ("times", "how many times"),
    Cue.TREND: phrases("""
        trend, trending, over time, evolution, evolve, evolved, history, historical, timeline, trajectory, time
        series, develop, development, developed, progression, progress, line chart, line graph, plot, graph, how
        has, how have, trended, curve, seasonality, momentum
    """),
    Cue.WHICH: phrases("""
        which, what, which of, which of our, what are, what is, which are, what were, which is, what was, whats,
        what's, which one, which were, which was, what kind of
    """),
    Cue.WHO: phrases("""
        who, who are, who is, whom, who were, who was, whose
    """),
    Cue.WHY: phrases("""
        why, what caused, what causes, reason, reason for, explain, cause, what drove, what is driving, driver,
        what happened to, what led to, how come, due to what, root cause, driving, drove, what explains,
        explanation, behind, because of what, caused, what drives, what is behind, what's driving, what changed
    """),
    Cue.WRITE: phrases("""
        delete, remove, update, insert, drop table, truncate, alter, create, set, modify, edit, cancel, refund
        order, refund the, send, email me, email the, email a, email all, email customers, schedule, add a, add
        new, add an, assign, reset, rename, deactivate, activate, approve, disable, enable, block, unblock, drop
        all, drop the table, erase, wipe, purge, archive, export, import, upload, move, merge, notify, message,
        call, order me, order more, book a, change the, change my, drop, replace, purchase more, subscribe,
        print, pay the, apply, mark, add
    """),
}

STATES: dict[Meaning, tuple[str, ...]] = {
    State.CANCELLED: phrases("""
        cancelled, canceled, were cancelled, were canceled, voided, aborted
    """),
    State.FAILED: phrases("""
        failed, declined, unsuccessful, rejected, fail, failing, failure, didn't go through, did not go through,
        unsuccessfully
    """),
    State.REFUNDED: phrases("""
        refunded, returned, reimbursed, paid back, given back, sent back
    """),
    State.SUCCEEDED: phrases("""
        succeeded, successful, completed, went through, success, successfully, fulfilled, paid successfully,
        approved, successfully completed, succeed
    """),
}

EVERY: dict[Granularity, tuple[str, ...]] = {
    Granularity.HOUR: ("hourly", "hour by hour"),
    Granularity.DAY: ("daily", "day by day", "day to day", "on a daily basis"),
    Granularity.WEEK: ("weekly", "week by week", "on a weekly basis"),
    Granularity.MONTH: ("monthly", "month by month", "on a monthly basis"),
    Granularity.QUARTER: ("quarterly", "quarter by quarter"),
    Granularity.YEAR: ("yearly", "annual", "annually", "year by year"),
}

UNITS: dict[Granularity, tuple[str, ...]] = {
    Granularity.HOUR: ("hour",),
    Granularity.DAY: ("day", "date", "calendar day", "order date"),
    Granularity.WEEK: ("week", "calendar week"),
    Granularity.MONTH: ("month", "calendar month"),
    Granularity.QUARTER: ("quarter",),
    Granularity.YEAR: ("year", "calendar year"),
}

VERSUS: dict[Meaning, tuple[str, ...]] = {
    Versus(Comparison.PREVIOUS_YEAR): phrases("""
        yoy, year over year, year on year, y o y, yoy growth, vs prior year, annual growth, versus prior year,
        than a year ago, compared to a year ago, vs a year ago, a year earlier, year over year growth, annual
        growth rate, vs ly, from a year ago, from a year earlier, compared with a year ago, than the year
        before, on the year before, prior year, year on year growth, the year before
    """),
    Versus(Comparison.PREVIOUS_PERIOD, Granularity.MONTH): phrases("""
        mom, month over month, month on month, m o m, mom growth, month to month, month over month growth,
        monthly growth, monthly growth rate
    """),
    Versus(Comparison.PREVIOUS_PERIOD, Granularity.WEEK): phrases("""
        wow, week over week, week on week, w o w, week to week, wow growth, weekly growth, week over week
        growth, weekly growth rate
    """),
    Versus(Comparison.PREVIOUS_PERIOD, Granularity.QUARTER): (
        "qoq",
        "quarter over quarter",
        "quarter on quarter",
        "quarterly growth",
        "quarter over quarter growth",
    ),
    Versus(Comparison.PREVIOUS_PERIOD, Granularity.DAY): (
        "dod",
        "day over day",
        "day on day",
        "daily growth",
        "day over day growth",
    ),
    Versus(Comparison.PREVIOUS_PERIOD): phrases("""
        previous period, prior period, period over period, the period before, the previous period, preceding
        period, vs previous, the one before, than before, compared to before, before that, the month before, the
        day before, the week before, the day before that, the quarter before, previous one
    """),
    Versus(Comparison.PREVIOUS_YEAR_WEEKDAYS): (
        "same weekdays last year",
        "the same weekdays last year",
        "same weekdays of last year",
        "52 weeks ago",
        "same weekday last year",
    ),
}

_MOST, _LEAST = Direction.DESCENDING, Direction.ASCENDING

RANKS: dict[Meaning, tuple[str, ...]] = {
    Rank(_MOST): phrases("""
        top, best, highest, most, largest, biggest, greatest, leading, strongest, maximum, max, descending,
        desc, highest first, from highest to lowest, largest first, top performing, best performing, in
        descending order, high to low, from high to low, the most, major, number one, winner, main, most
        valuable, in decreasing order, descending order, highest to lowest, highest performing, most important,
        top ranked, highest grossing, greater
    """),
    Rank(_LEAST): phrases("""
        bottom, worst, lowest, least, fewest, smallest, weakest, poorest, minimum, min, ascending, asc, lowest
        first, from lowest to highest, smallest first, worst performing, in ascending order, low to high, lowest
        performing, least performing, the least, underperforming, poorly performing, in increasing order,
        ascending order, lowest to highest, loser
    """),
    Rank(_MOST, "units_sold"): phrases("""
        best selling, bestselling, best seller, bestseller, top selling, top seller, most sold, sell best, sell
        the best, sells best, sells the best, sell most, sell the most, most popular, most ordered, most
        purchased, fastest selling, sold the most, selling best, hot selling, sold best, most bought, popular,
        favorite, favourite, selling the most, selling most, most frequently ordered, most frequently purchased,
        most frequently bought, most often ordered, most commonly ordered, most commonly purchased, sold most,
        highest selling, most in demand, ordered most, ordered the most, bought most, purchased the most, most
        demanded, ordered most often, popularity, purchased most, bought the most
    """),
    Rank(_LEAST, "units_sold"): phrases("""
        worst selling, worst seller, slowest selling, least sold, least popular, sell worst, sell the worst,
        sell least, sell the least, slow moving, slow mover, least ordered, slow selling, poorest selling,
        lowest selling, sold the least, slowest moving, least purchased, sells worst, least frequently ordered,
        sold least, sells the least
    """),
    Rank(_MOST, "orders"): phrases("""
        busiest, most active, most frequent, most often, busy, most frequently used, most used, most commonly
        used, peak, most common, most frequently
    """),
    Rank(_LEAST, "orders"): phrases("""
        quietest, least busy, slowest, least active, least used, quiet, slow
    """),
    Rank(_MOST, "revenue"): phrases("""
        most valuable customer, highest value, biggest spender, top spender, highest spending, spend the most,
        spent the most, spends the most, most profitable customer, highest paying, top spending, big spender,
        spend most, high value, most lucrative, highest earning, top earning, make the most money, made the most
        money, top grossing, bring in the most, spent most, most spending, highest spender, biggest spending,
        largest spender, earn the most, best paying, biggest customer, most money, vip, highest spent, most
        revenue, most sales, highest sales, highest revenue, top revenue
    """),
    Rank(_LEAST, "revenue"): phrases("""
        lowest spending, spend the least, spent the least, lowest value, least money, low value, lowest earning,
        lowest revenue, lowest sales
    """),
}

NUMBERS: dict[str, int] = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "fifty": 50,
    "hundred": 100,
    "dozen": 12,
}


def cue_meanings() -> dict[Meaning, tuple[str, ...]]:
    """All of them by what they mean."""
    every: dict[Meaning, tuple[str, ...]] = {Every(granularity): words for granularity, words in EVERY.items()}
    units: dict[Meaning, tuple[str, ...]] = {Unit(granularity): words for granularity, words in UNITS.items()}
    return {**CUES, **STATES, **every, **units, **VERSUS, **RANKS}
