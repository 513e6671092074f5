"""Forecasts by a weighted combination of classical methods, computed for many series at once with numpy.

A batch is a panel: a row a series, their ends under one another. A method continues every row from several
origins: from now, and from moments in the past, which tells how wrong it would have been.
"""
