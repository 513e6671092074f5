"""From English phrases such as "the first ten days of May" to intervals of a tenant's time."""
