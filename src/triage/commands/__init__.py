"""The commands of the command line, one module a purpose; each adds its parsers and runs them."""
