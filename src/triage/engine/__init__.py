"""The engine: symptoms in, facts and outcomes out. Pure: it raises nothing, loads nothing and keeps nothing."""
