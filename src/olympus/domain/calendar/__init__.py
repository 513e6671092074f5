"""A tenant's calendar: which instants a day, a week, a fiscal quarter or "last 7 days" is."""
