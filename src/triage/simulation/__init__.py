"""What invented people get from rules: how often each kind of them is alarmed, from a table of assumed shares of answers."""
