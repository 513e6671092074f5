"""Events as JSON, in the six shapes that the producers send: recognised by their keys, read into one event."""
