"""What comes next: series, forecasts with their intervals, and how forecasts are judged."""
