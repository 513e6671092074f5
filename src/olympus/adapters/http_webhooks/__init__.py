"""Messages to addresses on the internet, over HTTP."""
