"""One-step expectations with robust intervals, for all series of a tenant at once.

Why not the forecaster: its combination is made to see months ahead and to cover 95 %, and takes some 10 ms a
series. Here a point is judged by the point before it, an interval must hold 99.5 % of what is ordinary and 5
robust standard deviations must lie outside, which leaves no room for a wide interval. So the expectation is a
seasonal profile times a level that follows slowly, after Gelper, Fried and Croux (2010), Robust forecasting
with exponential and Holt-Winters smoothing, Journal of Forecasting 29; the profile, the pace of the level and
the scale on which errors are alike are chosen for each series by what its own past was foreseen best with. All
series and choices are columns of the same arrays: a step through time costs the same for one tenant's hundred
series as for one.
"""
